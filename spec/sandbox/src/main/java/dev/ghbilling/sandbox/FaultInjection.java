package dev.ghbilling.sandbox;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** The outermost part of a host: records a request, and lets it meet its fault. */
final class FaultInjection implements Responder {
  private final RecordedRequest.Origin origin;
  private final Function<Request, Optional<String>> operations;
  private final Function<Optional<String>, Optional<Fault>> script;
  private final RequestLog log;
  private final Frame frame;
  private final Responder host;
  private final Clock clock;

  private FaultInjection(
      RecordedRequest.Origin origin,
      Function<Request, Optional<String>> operations,
      Function<Optional<String>, Optional<Fault>> script,
      RequestLog log,
      Frame frame,
      Responder host,
      Clock clock) {
    this.origin = origin;
    this.operations = operations;
    this.script = script;
    this.log = log;
    this.frame = frame;
    this.host = host;
    this.clock = clock;
  }

  static FaultInjection api(
      Router router, Faults faults, RequestLog log, Frame frame, Responder api, Clock clock) {
    return new FaultInjection(
        RecordedRequest.Origin.API,
        request -> operation(router, request),
        faults::called,
        log,
        frame,
        api,
        clock);
  }

  static FaultInjection storage(
      Faults faults, RequestLog log, Frame frame, Responder storage, Clock clock) {
    return new FaultInjection(
        RecordedRequest.Origin.STORAGE,
        request -> Optional.empty(),
        none -> faults.downloaded(),
        log,
        frame,
        storage,
        clock);
  }

  @Override
  public Reply answer(Request request) {
    Optional<String> operation = operations.apply(request);
    Optional<Fault> met = script.apply(operation);
    log.add(RecordedRequest.of(origin, operation, request, clock.instant(), met));
    if (met.isEmpty()) {
      return frame.answer(request, host);
    }
    Fault fault = met.get();
    Reply reply = frame.answer(request, faulty -> fault.answer(faulty, host));
    return fault.spoil(reply, clock.instant());
  }

  private static Optional<String> operation(Router router, Request request) {
    try {
      return Optional.of(router.route(request.method(), request.path()).operation().id());
    } catch (Refusal none) {
      return Optional.empty();
    }
  }
}
