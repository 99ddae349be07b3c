package dev.ghbilling.conformance;

import dev.ghbilling.conformance.internal.report.CurlCommand;
import dev.ghbilling.conformance.internal.run.Result;
import dev.ghbilling.conformance.internal.run.Results;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.spec.text.StandardStreams;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Prints results: progress on stderr, what didn't pass on stdout.
 *
 * @param streams where it prints
 */
record ResultsPrinter(StandardStreams streams) {
  /** The outcomes of checks that stdout names. */
  private static final Set<Outcome> PRINTED =
      Set.of(Outcome.FAILED, Outcome.WARNED, Outcome.COULD_NOT_RUN);

  /** Returns what prints a line for each result; the total may be set later. */
  Consumer<Result> progress(int[] total) {
    int[] done = {0};
    return result -> {
      done[0]++;
      if (result.outcome() != Outcome.NOT_RUN) {
        streams.note(
            "[%d/%d] %s %s"
                .formatted(done[0], Math.max(done[0], total[0]), result.outcome(), result.id()));
      }
    };
  }

  /** Prints notes, the checks that didn't pass, each with its command, and the counts. */
  void print(Results results) {
    results.notes().forEach(note -> streams.note("conformance: " + note));
    for (Result result : results.all()) {
      if (PRINTED.contains(result.outcome())) {
        streams.line(
            "%s %s: %s (%s)"
                .formatted(
                    result.outcome(), result.id(), result.message(), result.check().clause()));
        CurlCommand.of(result, results.redaction())
            .ifPresent(command -> streams.line("  " + command));
      }
    }
    results.reasons().ifPresent(streams::line);
    streams.line(results.summary());
  }
}
