package dev.ghbilling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.fixture.Documented;
import dev.ghbilling.fixture.FaultRow;
import dev.ghbilling.fixture.FaultRow.Facts;
import dev.ghbilling.fixture.FaultRows;
import dev.ghbilling.sandbox.Fault;
import dev.ghbilling.spec.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Faults that take no time: each with one operation of each {@link OperationShape}, and the first
 * of each kind with every operation.
 */
final class CallFaults implements FaultRows {
  private static final int EVERY_CALL = Integer.MAX_VALUE;
  private static final int ATTEMPTS = 4;
  private static final String CONNECTION = "ConnectionException";
  private static final String SERVER = "ServerException";
  private static final String LIMITED = "RateLimitedException";
  private static final String UNREADABLE = "UnreadableResponseException";

  private final List<CallFault> faults = new ArrayList<>();
  private boolean firstOfItsKind;

  private record Expected(String outcome, int requests) {}

  private record CallFault(
      String name,
      boolean everywhere,
      int calls,
      Duration skew,
      Function<FaultFixture, Fault> fault,
      Function<Operation, Expected> expected) {}

  CallFaults() {
    for (Runnable kind :
        List.<Runnable>of(
            this::connections,
            this::servers,
            this::limits,
            this::bodies,
            this::refusals,
            this::redirects,
            this::clocks)) {
      firstOfItsKind = true;
      kind.run();
    }
  }

  private void connections() {
    passing("reset before the answer, twice", 2, CONNECTION, Fault.reset());
    lasting("reset before every answer", CONNECTION, Fault.reset());
    Fault within = Fault.ownResponse().resetWithinBody(20);
    carriedOut("reset after the headers", CONNECTION, Fault.ownResponse().resetAfterHeaders());
    carriedOut("reset within the body", CONNECTION, within);
    carriedOutEachTime("reset within every body", CONNECTION, within);
    carriedOut("closed within the body", CONNECTION, Fault.ownResponse().truncatedAfter(20));
    carriedOut(
        "reset after the operation was carried out", CONNECTION, Fault.reset().afterOperation());
    carriedOutEachTime(
        "compressed by name only",
        CONNECTION,
        Fault.ownResponse().header("Content-Encoding", "gzip"));
  }

  private void servers() {
    for (int status : new int[] {500, 502, 503, 504}) {
      passing(status + ", twice", 2, SERVER, Fault.status(status));
      lasting(status + " without end", SERVER, Fault.status(status));
    }
    carriedOut(
        "500 after the operation was carried out", SERVER, Fault.status(500).afterOperation());
    passing("HTML with 502", 1, SERVER, Fault.htmlPage(502));
    passing("500 that breaks off", 1, SERVER, Fault.status(500).resetWithinBody(10));
    passing("503, Retry-After 0", 1, SERVER, Fault.status(503).retryAfter(Duration.ZERO));
    passing("503, Retry-After 3", 1, SERVER, Fault.status(503).retryAfter(Duration.ofSeconds(3)));
    decisive("503, Retry-After an hour", SERVER, Fault.status(503).retryAfter(Duration.ofHours(1)));
    decisive("501", SERVER, Fault.status(501));
    decisive("505", SERVER, Fault.status(505));
  }

  private void limits() {
    for (int status : new int[] {403, 429}) {
      Fault secondary = Fault.secondaryLimit(status);
      String name = status + ", secondary limit, ";
      passing(name + "no time told", 1, LIMITED, secondary);
      add(
          name + "no time told, no end",
          EVERY_CALL,
          Duration.ZERO,
          fixture -> secondary,
          // The second pause would be two minutes, which is the call's time.
          operation -> new Expected(LIMITED, isWrite(operation) ? 1 : 2));
      passing(name + "3 seconds", 1, LIMITED, secondary.retryAfter(Duration.ofSeconds(3)));
      passing(name + "a date", 1, LIMITED, secondary.retryAfterDate(Duration.ofSeconds(20)));
      decisive(name + "an hour", LIMITED, secondary.retryAfter(Duration.ofHours(1)));
      passing(name + "garbage", 1, LIMITED, secondary.header("Retry-After", "soon"));
      passing(name + "negative", 1, LIMITED, secondary.header("Retry-After", "-5"));
      decisive(name + "ages", LIMITED, secondary.header("Retry-After", "99999999999999999999"));
      passing(
          status + ", primary limit, reset in 30 seconds",
          1,
          LIMITED,
          Fault.primaryLimit(status, Duration.ofSeconds(30)));
      decisive(
          status + ", primary limit, reset in 50 minutes",
          LIMITED,
          Fault.primaryLimit(status, Duration.ofMinutes(50)));
    }
  }

  private void bodies() {
    decisive("HTML with 200", UNREADABLE, Fault.htmlPage(200));
    decisive("HTML with 200, carried out", UNREADABLE, Fault.htmlPage(200).afterOperation());
    empty("no body", Fault.emptyBody());
    decisive("JSON of another type", UNREADABLE, Fault.wrongType());
    empty("null", json("null"));
    decisive("a number", UNREADABLE, json("1e999999999"));
    decisive("no JSON", UNREADABLE, json("{\"a\": tru"));
    decisive("a string without end", UNREADABLE, json("{\"a\": \"" + "x".repeat(70_000)));
    decisive("JSON nested 100,000 deep", UNREADABLE, Fault.deeplyNested(100_000));
    decisive("JSON cut short, its length too", UNREADABLE, Fault.ownResponse().partial(20));
    decisive("JSON and something behind it", UNREADABLE, Fault.ownResponse().overlong(5));
    empty("204", Fault.body(204, "", ""));
    decisive("203", UNREADABLE, Fault.body(203, "application/json", "{}"));
    decisive("206 that wasn't asked for", UNREADABLE, Fault.body(206, "application/json", "{}"));
    harmless("JSON said to be HTML", Fault.ownResponse().contentType("text/html"));
    harmless("JSON said to be nothing", Fault.ownResponse().withoutHeader("Content-Type"));
  }

  private void refusals() {
    decisive("400", "BadRequestException", Fault.status(400));
    decisive("401", "AuthenticationException", Fault.status(401));
    decisive("403", "PermissionException", Fault.status(403));
    decisive("HTML with 403", "PermissionException", Fault.htmlPage(403));
    decisive("404", "NotFoundException", Fault.status(404));
    lasting("408", "ApiException", Fault.status(408));
    decisive("409", "ConflictException", Fault.status(409));
    decisive("410", "RetiredException", Fault.status(410, "This endpoint has been moved."));
    decisive("422", "BadRequestException", Fault.status(422));
    decisive("421", "ApiException", Fault.status(421));
    decisive("304 without a cached entry", "ApiException", Fault.notModified());
    decisive(
        "404 nested 20,000 deep",
        "NotFoundException",
        Fault.body(404, "application/json", "[".repeat(20_000)));
  }

  private void redirects() {
    for (int status : new int[] {301, 302, 307, 308}) {
      add(
          status + " to another host",
          EVERY_CALL,
          Duration.ZERO,
          fixture -> Fault.redirect(status, fixture.elsewhere().baseUrl() + "/x"),
          operation ->
              Idempotency.of(operation) == Idempotency.READ
                  ? new Expected(FaultRow.SUCCESS, 2)
                  : new Expected(CONNECTION, 1));
      add(
          status + " to the same place, once",
          1,
          Duration.ZERO,
          fixture -> Fault.redirect(status, "?"),
          operation -> new Expected(FaultRow.SUCCESS, 2));
    }
    add(
        "307 to itself, without end",
        EVERY_CALL,
        Duration.ZERO,
        fixture -> Fault.redirect(307, "?"),
        operation -> new Expected(CONNECTION, 6));
    for (String location :
        List.of("http://[", "ftp://127.0.0.1/x", "http://127.0.0.1:99999/x", "mailto:a@b")) {
      decisive("307 to " + location, CONNECTION, Fault.redirect(307, location));
    }
    decisive("307 to nowhere", "ApiException", Fault.status(307));
    decisive("303", "ApiException", Fault.redirect(303, "/x"));
  }

  private void clocks() {
    for (int hours : new int[] {1, -1}) {
      Duration skew = Duration.ofHours(hours);
      String name = "server's clock %+d h".formatted(hours);
      add(
          name,
          0,
          skew,
          fixture -> Fault.ownResponse(),
          operation -> new Expected(FaultRow.SUCCESS, 1));
      for (int status : new int[] {403, 429}) {
        add(
            "%s, %d, primary limit, reset in 30 seconds".formatted(name, status),
            1,
            skew,
            fixture -> Fault.primaryLimit(status, Duration.ofSeconds(30)),
            retried(LIMITED, 1));
        add(
            "%s, %d, secondary limit, a date".formatted(name, status),
            1,
            skew,
            fixture -> Fault.secondaryLimit(status).retryAfterDate(Duration.ofSeconds(20)),
            retried(LIMITED, 1));
      }
    }
  }

  @Override
  public Stream<FaultRow> rows() {
    return faults.stream()
        .flatMap(
            fault ->
                (fault.everywhere()
                        ? Documented.CONTRACT.operations()
                        : OperationShape.representatives())
                    .stream().map(operation -> row(fault, operation)));
  }

  private static FaultRow row(CallFault fault, Operation operation) {
    Expected expected = fault.expected().apply(operation);
    return new FaultRow(
        fault.name(),
        operation.id(),
        expected.outcome(),
        expected.requests(),
        () -> facts(fault, operation));
  }

  private static Facts facts(CallFault fault, Operation operation) throws Exception {
    try (FaultFixture fixture =
        new FaultFixture(operation, operation.id(), FaultFixture.Setting.virtual(fault.skew()))) {
      Facts facts =
          fixture.facts(
              it -> {
                if (fault.calls() > 0) {
                  it.sandbox()
                      .faults()
                      .on(operation.id())
                      .next(fault.calls())
                      .inject(fault.fault().apply(it));
                }
              });
      if (Idempotency.of(operation) == Idempotency.READ) {
        assertThat(facts.changes()).as("changes by what only reads").isZero();
      } else if (facts.outcome().equals(FaultRow.SUCCESS)) {
        assertThat(facts.changes()).as("changes by a write that succeeded").isEqualTo(1);
      }
      return facts;
    }
  }

  /** Adds a fault of the first calls only. */
  private void passing(String name, int calls, String type, Fault fault) {
    add(name, calls, Duration.ZERO, fixture -> fault, retried(type, calls));
  }

  private static Function<Operation, Expected> retried(String type, int calls) {
    return operation ->
        isWrite(operation) ? new Expected(type, 1) : new Expected(FaultRow.SUCCESS, calls + 1);
  }

  /** Adds a fault of the first call only, although the server has carried it out. */
  private void carriedOut(String name, String type, Fault fault) {
    add(name, 1, Duration.ZERO, fixture -> fault, unlessRemoved(retried(type, 1)));
  }

  /** Adds a fault of every call, although the server carries each out. */
  private void carriedOutEachTime(String name, String type, Fault fault) {
    add(name, EVERY_CALL, Duration.ZERO, fixture -> fault, unlessRemoved(everyTime(type)));
  }

  /** Returns what is expected, except that what was deleted is not found again. */
  private static Function<Operation, Expected> unlessRemoved(
      Function<Operation, Expected> otherwise) {
    return operation ->
        OperationShape.removes(operation)
            ? new Expected("NotFoundException", 2)
            : otherwise.apply(operation);
  }

  private static Function<Operation, Expected> everyTime(String type) {
    return operation -> new Expected(type, isWrite(operation) ? 1 : ATTEMPTS);
  }

  private static boolean isWrite(Operation operation) {
    return Idempotency.of(operation) == Idempotency.WRITE;
  }

  /** Adds a fault of every call, which is retried where that is safe. */
  private void lasting(String name, String type, Fault fault) {
    add(name, EVERY_CALL, Duration.ZERO, fixture -> fault, everyTime(type));
  }

  /** Adds a fault that is not retried. */
  private void decisive(String name, String type, Fault fault) {
    add(name, EVERY_CALL, Duration.ZERO, fixture -> fault, operation -> new Expected(type, 1));
  }

  /** Adds a success without content, after which only what a change requires can be missed. */
  private void empty(String name, Fault fault) {
    add(
        name + ", carried out",
        EVERY_CALL,
        Duration.ZERO,
        fixture -> fault.afterOperation(),
        operation -> new Expected(isComplete(operation) ? FaultRow.SUCCESS : UNREADABLE, 1));
  }

  /** Returns whether a change has a response that requires nothing. */
  private static boolean isComplete(Operation operation) {
    return Idempotency.of(operation) != Idempotency.READ
        && operation
            .success()
            .body()
            .map(body -> Documented.CONTRACT.resolve(body.schema()).path("required").isEmpty())
            .orElse(true);
  }

  private void harmless(String name, Fault fault) {
    decisive(name, FaultRow.SUCCESS, fault);
  }

  private void add(
      String name,
      int calls,
      Duration skew,
      Function<FaultFixture, Fault> fault,
      Function<Operation, Expected> expected) {
    faults.add(new CallFault(name, firstOfItsKind, calls, skew, fault, expected));
    firstOfItsKind = false;
  }

  private static Fault json(String body) {
    return Fault.body(200, "application/json; charset=utf-8", body);
  }
}
