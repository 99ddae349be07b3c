package dev.ghbilling.conformance.internal.run;

import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.http.RecordedExchange;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A check's verdict as reports show it, without secrets.
 *
 * @param check the check
 * @param verdict the verdict
 * @param exchanges the exchanges that the check sent or reused
 * @param took how long the check took; reused exchanges take no time
 */
public record Result(
    Check check, Verdict verdict, List<RecordedExchange> exchanges, Duration took) {
  public String id() {
    return check.id();
  }

  public Outcome outcome() {
    return verdict.outcome();
  }

  public String message() {
    return verdict.message();
  }

  /** Returns the exchange that the message is about, or else the last one. */
  public Optional<RecordedExchange> decisive() {
    return exchanges.stream()
        .filter(exchange -> message().startsWith(exchange.request() + ":"))
        .reduce((earlier, later) -> later)
        .or(() -> exchanges.stream().reduce((earlier, later) -> later));
  }
}
