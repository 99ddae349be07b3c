package dev.ghbilling.conformance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a run found.
 *
 * @param server which server it was
 * @param began when the run began
 * @param took how long it took
 * @param all the results, in the order of the checks
 * @param undone how many wanted checks were not done
 * @param coverage what of the contract was exercised
 * @param notes what a person has to know besides
 * @param secrets what no report may show
 */
record Results(
    String server,
    Instant began,
    Duration took,
    List<Result> all,
    int undone,
    List<Coverage> coverage,
    List<String> notes,
    Secrets secrets) {
  Results {
    all = List.copyOf(all);
    coverage = List.copyOf(coverage);
    notes = List.copyOf(notes);
  }

  long count(Outcome outcome) {
    return all.stream().filter(result -> result.outcome() == outcome).count();
  }

  /**
   * 0 when every applicable check passed or failed as it is known to; 1 when one failed; 2 when
   * none did, but one could not run or was not done, or none was applicable.
   */
  int exitCode() {
    if (count(Outcome.FAILED) > 0) {
      return 1;
    }
    boolean none = count(Outcome.PASSED) + count(Outcome.KNOWN_FAILING) == 0;
    return none || undone > 0 || count(Outcome.COULD_NOT_RUN) > 0 ? 2 : 0;
  }

  /** One line for a person. */
  String summary() {
    long known = count(Outcome.KNOWN_FAILING);
    return "%d passed, %d failed, %s%d not applicable, %d could not run"
        .formatted(
            count(Outcome.PASSED),
            count(Outcome.FAILED),
            known == 0 ? "" : known + " known to fail, ",
            count(Outcome.NOT_APPLICABLE),
            count(Outcome.COULD_NOT_RUN));
  }
}
