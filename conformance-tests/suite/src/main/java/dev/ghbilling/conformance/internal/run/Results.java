package dev.ghbilling.conformance.internal.run;

import dev.ghbilling.conformance.internal.check.Baseline;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The results of a run.
 *
 * @param server a description of the server
 * @param began when the run began
 * @param took how long the run took
 * @param all the results in the order of the checks
 * @param remaining how many selected checks did not run
 * @param coverage which items of the contract were exercised
 * @param minCoverage the percentage of them that had to be
 * @param baseline the checks that were known to fail
 * @param notes remarks for the person who reads the report
 * @param redaction removes secrets from texts of the server
 */
public record Results(
    String server,
    Instant began,
    Duration took,
    List<Result> all,
    int remaining,
    List<Coverage> coverage,
    int minCoverage,
    Baseline baseline,
    List<String> notes,
    TokenRedaction redaction) {
  /** The exit status of a run in which something could not run. */
  public static final int COULD_NOT_RUN = 2;

  public Results {
    all = List.copyOf(all);
    coverage = List.copyOf(coverage);
    notes = withCoverage(notes, coverage, minCoverage);
  }

  private static List<String> withCoverage(
      List<String> notes, List<Coverage> coverage, int minCoverage) {
    int percent = percent(coverage);
    return percent >= minCoverage
        ? List.copyOf(notes)
        : Stream.concat(
                notes.stream(),
                Stream.of(
                    "the run exercised %d %% of the contract, less than the %d of --min-coverage"
                        .formatted(percent, minCoverage)))
            .toList();
  }

  private static int percent(List<Coverage> coverage) {
    long exercised = coverage.stream().filter(Coverage::exercised).count();
    return coverage.isEmpty() ? 0 : (int) (100 * exercised / coverage.size());
  }

  /** Returns the number of checks with an outcome. */
  public long count(Outcome outcome) {
    return all.stream().filter(result -> result.outcome() == outcome).count();
  }

  /** Returns the ids of checks with one of these outcomes. */
  public List<String> ids(Set<Outcome> outcomes) {
    return all.stream()
        .filter(result -> outcomes.contains(result.outcome()))
        .map(Result::id)
        .toList();
  }

  /**
   * Returns the exit status: 0 when every applicable check passed, warned or is known to fail; 1
   * when a check failed; 2 when none failed, but a check could not run, did not run, or none was
   * applicable, or the run exercised too little of the contract.
   */
  public int exitCode() {
    if (count(Outcome.FAILED) > 0) {
      return 1;
    }
    boolean none =
        count(Outcome.PASSED) + count(Outcome.WARNED) + count(Outcome.KNOWN_FAILING) == 0;
    long open = remaining + count(Outcome.COULD_NOT_RUN) + count(Outcome.NOT_RUN);
    return none || open > 0 || percent(coverage) < minCoverage ? COULD_NOT_RUN : 0;
  }

  /** Returns what the exit status says, in a word. */
  public String verdict() {
    return switch (exitCode()) {
      case 0 -> "Passed";
      case 1 -> "Failed";
      default -> "Inconclusive";
    };
  }

  /** Returns why checks were not applicable, with counts, in one line; empty if all were. */
  public Optional<String> reasons() {
    Map<String, Long> missing = new LinkedHashMap<>();
    all.stream()
        .filter(result -> result.outcome() == Outcome.NOT_APPLICABLE)
        .forEach(result -> missing.merge(result.verdict().missing(), 1L, Long::sum));
    Long untestable = missing.remove("");
    List<String> reasons =
        missing.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(each -> "%d need %s".formatted(each.getValue(), each.getKey()))
            .collect(Collectors.toCollection(ArrayList::new));
    if (untestable != null) {
      reasons.add(
          "for %d the server's responses have nothing to test (--report lists what)"
              .formatted(untestable));
    }
    return reasons.isEmpty()
        ? Optional.empty()
        : Optional.of("Not applicable: " + String.join("; ", reasons));
  }

  private String some(Outcome outcome, String words) {
    return count(outcome) == 0 ? "" : "%d %s, ".formatted(count(outcome), words);
  }

  /** Returns the counts of all outcomes in one line. */
  public String summary() {
    return "%d passed, %d failed, %s%s%d not applicable, %d could not run%s"
        .formatted(
            count(Outcome.PASSED),
            count(Outcome.FAILED),
            some(Outcome.WARNED, "warned"),
            some(Outcome.KNOWN_FAILING, "known to fail"),
            count(Outcome.NOT_APPLICABLE),
            count(Outcome.COULD_NOT_RUN),
            count(Outcome.NOT_RUN) == 0 ? "" : ", %d not run".formatted(count(Outcome.NOT_RUN)));
  }
}
