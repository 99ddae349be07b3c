package dev.ghbilling.conformance;

import dev.ghbilling.conformance.internal.http.Sleep;
import dev.ghbilling.conformance.internal.http.UnreachableException;
import dev.ghbilling.conformance.internal.report.Reports;
import dev.ghbilling.conformance.internal.run.ConformanceRun;
import dev.ghbilling.conformance.internal.run.DynamicChecks;
import dev.ghbilling.spec.Contract;
import java.io.IOException;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A test of a server within its own build: a class that implements this interface gets one JUnit
 * test for each check. Checks that don't apply are skipped. The last test fails when none applied,
 * or when one could not run.
 */
public interface ConformanceTest {
  /** Returns the server, which must accept connections when this method returns. */
  ServerUnderTest serverUnderTest();

  /**
   * Creates the tests.
   *
   * @throws IOException when no server responds at the base URL, or when a configured file can't be
   *     read or written
   */
  @TestFactory
  @Execution(ExecutionMode.SAME_THREAD)
  default Stream<DynamicNode> conformance() throws IOException, InterruptedException {
    ServerUnderTest server = serverUnderTest();
    ConformanceRun run =
        new ConformanceRun(
            server.checks(Contract.bundled()),
            server.settings(),
            Clock.systemUTC(),
            Sleep.THREAD,
            result -> {});
    Reports reports = new Reports(server.report());
    try {
      run.probe();
    } catch (UnreachableException e) {
      throw new IOException(e.getMessage(), e);
    }
    return DynamicChecks.of(run, reports::write);
  }
}
