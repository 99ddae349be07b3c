package dev.ghbilling.conformance.internal.run;

import dev.ghbilling.conformance.internal.check.Baseline;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.Grade;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What turns the results of checks into the verdict about a server.
 *
 * @param strict whether a check fails that otherwise would warn
 * @param baseline a file with the ids of checks that are known to fail
 * @param writesBaseline whether the baseline is written after the run
 * @param minCoverage the percentage of the contract's items that a run has to exercise
 */
public record Criteria(
    boolean strict, Optional<Path> baseline, boolean writesBaseline, int minCoverage) {
  /** Makes a warning of a failure that nobody may expect of the server by the contract. */
  Verdict graded(Check check, Verdict verdict) {
    return verdict.outcome() == Outcome.FAILED && check.grade() != Grade.CONTRACT && !strict
        ? verdict.as(Outcome.WARNED)
        : verdict;
  }

  /** Reads the baseline, if there is one. */
  Baseline readBaseline(List<Check> checks) throws IOException {
    return baseline.isPresent()
        ? Baseline.read(baseline.get(), checks, writesBaseline)
        : Baseline.EMPTY;
  }

  /** The criteria of a run unless somebody chose others. */
  public static final Criteria STANDARD = new Criteria(false, Optional.empty(), false, 0);

  /** Criteria by which a violation of any clause fails. */
  public static final Criteria STRICT = new Criteria(true, Optional.empty(), false, 0);
}
