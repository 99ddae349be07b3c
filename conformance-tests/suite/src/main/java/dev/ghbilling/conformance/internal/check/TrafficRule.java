package dev.ghbilling.conformance.internal.check;

import dev.ghbilling.conformance.internal.http.RecordedExchange;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What is expected of each request or response of an operation, whoever sent it.
 *
 * @param aspect the end of the id of the check that stands for it, for example {@code schema}
 * @param clause what asks for it, as {@link Clause} names it
 * @param concerned which exchanges it concerns
 * @param judge judges one of them
 */
public record TrafficRule(
    String aspect,
    String clause,
    Predicate<RecordedExchange> concerned,
    Function<RecordedExchange, Verdict> judge) {

  /**
   * Judges exchanges of the operation. What several have in common is reported once.
   *
   * @param faulty takes the first exchange that breaks the rule
   * @return passed also when the rule concerns none of them; what could not be judged counts if
   *     nothing failed
   */
  public Verdict of(List<RecordedExchange> exchanges, Consumer<RecordedExchange> faulty) {
    List<RecordedExchange> own = exchanges.stream().filter(concerned).toList();
    Verdict found = Verdict.passed();
    int faults = 0;
    for (RecordedExchange exchange : own) {
      Verdict verdict = one(exchange);
      if (verdict.outcome() == Outcome.FAILED) {
        faults++;
        if (faults == 1) {
          found = verdict;
          faulty.accept(exchange);
        }
      } else if (verdict.outcome() == Outcome.COULD_NOT_RUN && found.outcome() == Outcome.PASSED) {
        found = verdict;
      }
    }
    return faults < 2
        ? found
        : found.and("the same or like it in %d of %d exchanges".formatted(faults, own.size()));
  }

  private Verdict one(RecordedExchange exchange) {
    try {
      return judge.apply(exchange);
    } catch (CheckEndedException e) {
      return e.verdict();
    }
  }
}
