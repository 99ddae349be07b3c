package dev.ghbilling;

import dev.ghbilling.FaultFixture.Setting;
import dev.ghbilling.fixture.Documented;
import dev.ghbilling.fixture.FaultRow;
import dev.ghbilling.fixture.FaultRows;
import dev.ghbilling.sandbox.Fault;
import dev.ghbilling.spec.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Faults that take real time, with a short call timeout. Faults of headers and bodies hit one
 * operation of each {@link OperationShape}, others one of each {@link Idempotency}; some hit a
 * streamed report.
 */
final class SlowFaults implements FaultRows {
  private static final String CONNECTION = "ConnectionException";
  private static final String STREAM = "Stream";
  private static final String REPORT = OperationShape.streamedRepresentative().id();
  private static final String READ = OperationShape.representative(Idempotency.READ).id();
  private static final Duration LITTLE = Duration.ofSeconds(1);
  private static final Duration ENOUGH = Duration.ofSeconds(20);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<FaultRow> rows = new ArrayList<>();

  SlowFaults() {
    Fault late = Fault.ownResponse().delayed(LONG);
    everywhere("no header in the call's time", late);
    row(REPORT, STREAM, "no header in the call's time", CONNECTION, 1, LITTLE, late);
    passing("no header in the time for reading", late);
    row(REPORT, STREAM, "no header in the time for reading", FaultRow.SUCCESS, 2, ENOUGH, late);

    Fault dripping = Fault.ownResponse().slow(1, Duration.ofMillis(100));
    everywhere("body drips beyond the call's time", dripping);
    row(REPORT, STREAM, "body drips beyond the call's time", FaultRow.SUCCESS, 1, LITTLE, dripping);
    passing("body stalls", Fault.ownResponse().slow(10, LONG));
    for (Operation operation : OperationShape.representatives()) {
      row(
          operation.id(),
          "",
          "body is slow",
          FaultRow.SUCCESS,
          1,
          ENOUGH,
          Fault.ownResponse().slow(100, Duration.ofMillis(2)));
    }

    ending("500, whose body drips", "ServerException", Fault.status(500).slow(1, LITTLE));
    everywhere("body drips without end", Fault.neverEndingBody().slow(100, Duration.ofMillis(20)));
    Fault huge = Fault.hugeBody(1L << 30);
    row(READ, "", "body of 1 GB", "UnreadableResponseException", 1, LONG, huge);
    ending("body of 1 GB, little time", CONNECTION, huge);
    everywhere("body without end", Fault.neverEndingBody());
    row(REPORT, STREAM, "body of 1 GB", FaultRow.SUCCESS, 1, LITTLE, huge);
  }

  private static List<String> each() {
    return Stream.of(Idempotency.values())
        .map(idempotency -> OperationShape.representative(idempotency).id())
        .toList();
  }

  /** Adds a row for every operation, in which the call's time runs out. */
  private void everywhere(String fault, Fault met) {
    for (Operation operation : OperationShape.representatives()) {
      row(operation.id(), "", fault, CONNECTION, 1, LITTLE, met);
    }
  }

  /** Adds a row in which the call's time runs out. */
  private void ending(String fault, String type, Fault met) {
    for (String operation : each()) {
      row(operation, "", fault, type, 1, LITTLE, met);
    }
  }

  /** Adds a row for a fault of the first attempt only. */
  private void passing(String fault, Fault met) {
    for (String operation : each()) {
      boolean again = Idempotency.of(operation(operation)) != Idempotency.WRITE;
      row(operation, "", fault, again ? FaultRow.SUCCESS : CONNECTION, again ? 2 : 1, ENOUGH, met);
    }
  }

  private void row(
      String operation,
      String ending,
      String fault,
      String outcome,
      int requests,
      Duration allowed,
      Fault met) {
    // Where there is enough time for the call, the time for reading is short.
    Duration reading = allowed.equals(ENOUGH) ? LITTLE : LONG;
    Setting setting = Setting.real(allowed, builder -> builder.readTimeout(reading));
    Consumer<FaultFixture> script =
        fixture -> fixture.sandbox().faults().on(operation).next(1).inject(met);
    rows.add(
        new FaultRow(
            fault,
            operation + ending,
            outcome,
            requests,
            () -> {
              try (FaultFixture fixture =
                  new FaultFixture(operation(operation), operation + ending, setting)) {
                return fixture.facts(script);
              }
            }));
  }

  private static Operation operation(String id) {
    return Documented.CONTRACT.operation(id).orElseThrow();
  }

  @Override
  public Stream<FaultRow> rows() {
    return rows.stream();
  }
}
