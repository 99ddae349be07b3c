package dev.ghbilling.conformance.internal.run;

import java.nio.file.Path;
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
  /** The criteria of a run unless somebody chose others. */
  public static final Criteria STANDARD = new Criteria(false, Optional.empty(), false, 0);

  /** Criteria by which a violation of any clause fails. */
  public static final Criteria STRICT = new Criteria(true, Optional.empty(), false, 0);
}
