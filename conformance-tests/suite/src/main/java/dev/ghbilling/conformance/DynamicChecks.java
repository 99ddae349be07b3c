package dev.ghbilling.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** A run as JUnit's dynamic tests. */
final class DynamicChecks {
  private DynamicChecks() {}

  /** What is done with the results. */
  @FunctionalInterface
  interface End {
    void with(Results results) throws IOException;
  }

  /** A test for each check, and one for the run as a whole, which ends it. */
  static Stream<DynamicNode> of(Run run, End end) {
    List<DynamicNode> tests = new ArrayList<>();
    for (Check check : run.checks()) {
      tests.add(DynamicTest.dynamicTest(check.id(), () -> report(run.perform(check))));
    }
    tests.add(DynamicTest.dynamicTest("the run is complete", () -> complete(run.finish(), end)));
    return tests.stream();
  }

  private static void report(Result result) {
    String message = result.message() + " (" + result.check().clause() + ")";
    switch (result.outcome()) {
      case PASSED -> {}
      case FAILED ->
          throw new AssertionFailedError(
              message, result.verdict().expected(), result.verdict().actual());
      case KNOWN_FAILING, NOT_APPLICABLE, COULD_NOT_RUN ->
          throw new TestAbortedException(result.outcome() + ": " + message);
    }
  }

  private static void complete(Results results, End end) throws IOException {
    end.with(results);
    if (results.exitCode() == ConformanceCommand.COULD_NOT_RUN) {
      throw new AssertionFailedError(results.summary());
    }
  }
}
