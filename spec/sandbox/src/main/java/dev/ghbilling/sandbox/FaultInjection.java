package dev.ghbilling.sandbox;

import dev.ghbilling.sandbox.internal.api.Router;
import dev.ghbilling.sandbox.internal.http.ErrorResponseException;
import dev.ghbilling.sandbox.internal.http.RequestHandler;
import dev.ghbilling.sandbox.internal.http.ResponseDecorator;
import dev.ghbilling.sandbox.internal.http.ServerRequest;
import dev.ghbilling.sandbox.internal.http.ServerResponse;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** The outermost handler of a host: records each request, and injects the fault that it meets. */
final class FaultInjection implements RequestHandler {
  private final RecordedRequest.Origin origin;
  private final Function<ServerRequest, Optional<String>> operations;
  private final Function<Optional<String>, Optional<Fault>> script;
  private final RequestLog log;
  private final ResponseDecorator decorator;
  private final RequestHandler host;
  private final Clock clock;

  private FaultInjection(
      RecordedRequest.Origin origin,
      Function<ServerRequest, Optional<String>> operations,
      Function<Optional<String>, Optional<Fault>> script,
      RequestLog log,
      ResponseDecorator decorator,
      RequestHandler host,
      Clock clock) {
    this.origin = origin;
    this.operations = operations;
    this.script = script;
    this.log = log;
    this.decorator = decorator;
    this.host = host;
    this.clock = clock;
  }

  static FaultInjection api(
      Router router,
      Faults faults,
      RequestLog log,
      ResponseDecorator decorator,
      RequestHandler api,
      Clock clock) {
    return new FaultInjection(
        RecordedRequest.Origin.API,
        request -> operation(router, request),
        faults::called,
        log,
        decorator,
        api,
        clock);
  }

  static FaultInjection storage(
      Faults faults,
      RequestLog log,
      ResponseDecorator decorator,
      RequestHandler storage,
      Clock clock) {
    return new FaultInjection(
        RecordedRequest.Origin.STORAGE,
        request -> Optional.empty(),
        none -> faults.downloaded(),
        log,
        decorator,
        storage,
        clock);
  }

  @Override
  public ServerResponse handle(ServerRequest request) {
    Optional<String> operation = operations.apply(request);
    Optional<Fault> met = script.apply(operation);
    log.add(RecordedRequest.of(origin, operation, request, clock.instant(), met));
    if (met.isEmpty()) {
      return decorator.handle(request, host);
    }
    Fault fault = met.get();
    ServerResponse response = decorator.handle(request, faulty -> fault.respond(faulty, host));
    return fault.change(response, clock.instant());
  }

  private static Optional<String> operation(Router router, ServerRequest request) {
    try {
      return Optional.of(router.route(request.method(), request.path()).operation().id());
    } catch (ErrorResponseException none) {
      return Optional.empty();
    }
  }
}
