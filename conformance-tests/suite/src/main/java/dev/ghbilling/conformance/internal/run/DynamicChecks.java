package dev.ghbilling.conformance.internal.run;

import dev.ghbilling.conformance.internal.check.Check;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Presents a run as JUnit's dynamic tests. */
public final class DynamicChecks {
  private DynamicChecks() {}

  /** A consumer of the results, such as the reports. */
  @FunctionalInterface
  public interface ResultsConsumer {
    void accept(Results results) throws IOException;
  }

  /** Returns a test for each check, and a last one that finishes the run. */
  public static Stream<DynamicNode> of(ConformanceRun run, ResultsConsumer consumer) {
    List<DynamicNode> tests = new ArrayList<>();
    for (Check check : run.checks()) {
      tests.add(DynamicTest.dynamicTest(check.id(), () -> report(run.perform(check))));
    }
    tests.add(
        DynamicTest.dynamicTest("the run is complete", () -> complete(run.finish(), consumer)));
    return tests.stream();
  }

  private static void report(Result result) {
    String message = result.message() + " (" + result.check().clause() + ")";
    switch (result.outcome()) {
      case PASSED -> {}
      case FAILED ->
          throw new AssertionFailedError(
              message, result.verdict().expected(), result.verdict().actual());
      case WARNED, KNOWN_FAILING, NOT_APPLICABLE, COULD_NOT_RUN, NOT_RUN ->
          throw new TestAbortedException(result.outcome() + ": " + message);
    }
  }

  private static void complete(Results results, ResultsConsumer consumer) throws IOException {
    consumer.accept(results);
    if (results.exitCode() == Results.COULD_NOT_RUN) {
      throw new AssertionFailedError(
          Stream.concat(Stream.of(results.summary()), results.notes().stream())
              .collect(Collectors.joining("; ")));
    }
  }
}
