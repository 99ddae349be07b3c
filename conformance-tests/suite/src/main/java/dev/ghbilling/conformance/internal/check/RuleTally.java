package dev.ghbilling.conformance.internal.check;

import dev.ghbilling.conformance.internal.http.RecordedExchange;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import java.util.List;
import java.util.Optional;

/**
 * What a rule has found in the exchanges so far: counts, the first verdict that isn't a pass, and
 * the first exchange that breaks the rule. It keeps no other exchange.
 */
public final class RuleTally {
  private final TrafficRule rule;
  private int concerned;
  private int faults;
  private int judged;
  private Verdict verdict = Verdict.passed();
  private Verdict unjudged = Verdict.passed();
  private Optional<RecordedExchange> example = Optional.empty();

  public RuleTally(TrafficRule rule) {
    this.rule = rule;
  }

  /** Returns what a rule finds in exchanges of its operation. */
  public static RuleTally of(TrafficRule rule, List<RecordedExchange> exchanges) {
    RuleTally tally = new RuleTally(rule);
    exchanges.forEach(tally::add);
    return tally;
  }

  /** Judges one more exchange of the rule's operation. */
  public void add(RecordedExchange exchange) {
    if (!rule.concerned().test(exchange)) {
      return;
    }
    concerned++;
    Verdict found = judge(exchange);
    if (found.outcome() == Outcome.NOT_APPLICABLE) {
      unjudged = found;
      return;
    }
    judged++;
    if (found.outcome() == Outcome.FAILED) {
      faults++;
      if (faults == 1) {
        verdict = found;
        example = Optional.of(exchange);
      }
    } else if (found.outcome() == Outcome.COULD_NOT_RUN && verdict.outcome() == Outcome.PASSED) {
      verdict = found;
    }
  }

  private Verdict judge(RecordedExchange exchange) {
    try {
      return rule.judge().apply(exchange);
    } catch (CheckEndedException e) {
      return e.verdict();
    } catch (RuntimeException e) {
      return Verdict.couldNotRun("the suite has a defect: " + e);
    }
  }

  /** Tells whether the rule concerned any exchange. */
  public boolean isApplicable() {
    return concerned > 0;
  }

  /** Returns the first exchange that breaks the rule. */
  public Optional<RecordedExchange> example() {
    return example;
  }

  /**
   * Returns the verdict about all exchanges: the first failure, with the number of them; else the
   * first that couldn't be judged; else passed. Not applicable, when the rule applied to none of
   * some.
   */
  public Verdict verdict() {
    if (judged == 0) {
      return unjudged;
    }
    return faults < 2
        ? verdict
        : verdict.and("%d of %d exchanges break this rule".formatted(faults, judged));
  }
}
