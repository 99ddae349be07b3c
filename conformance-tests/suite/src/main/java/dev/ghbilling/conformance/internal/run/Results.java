package dev.ghbilling.conformance.internal.run;

import dev.ghbilling.conformance.internal.verdict.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The results of a run.
 *
 * @param server a description of the server
 * @param began when the run began
 * @param took how long the run took
 * @param all the results in the order of the checks
 * @param remaining how many selected checks did not run
 * @param coverage which items of the contract were exercised
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
    List<String> notes,
    TokenRedaction redaction) {
  /** The exit status of a run in which something could not run. */
  public static final int COULD_NOT_RUN = 2;

  public Results {
    all = List.copyOf(all);
    coverage = List.copyOf(coverage);
    notes = List.copyOf(notes);
  }

  /** Returns the number of checks with an outcome. */
  public long count(Outcome outcome) {
    return all.stream().filter(result -> result.outcome() == outcome).count();
  }

  /**
   * Returns the exit status: 0 when every applicable check passed or is known to fail; 1 when a
   * check failed; 2 when none failed, but a check could not run, did not run, or none was
   * applicable.
   */
  public int exitCode() {
    if (count(Outcome.FAILED) > 0) {
      return 1;
    }
    boolean none = count(Outcome.PASSED) + count(Outcome.KNOWN_FAILING) == 0;
    return none || remaining > 0 || count(Outcome.COULD_NOT_RUN) > 0 ? COULD_NOT_RUN : 0;
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

  /** Returns the counts of all outcomes in one line. */
  public String summary() {
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
