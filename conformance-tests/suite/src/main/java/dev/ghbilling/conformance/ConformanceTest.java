package dev.ghbilling.conformance;

import dev.ghbilling.spec.Contract;
import java.io.IOException;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The suite within another build: a test class that implements this holds its server against the
 * contract, one JUnit test for each check. What doesn't apply is skipped; the last test fails when
 * nothing applied, or when something could not run.
 */
public interface ConformanceTest {
  /** The server, which accepts connections when the tests begin. */
  ServerUnderTest serverUnderTest();

  /**
   * The checks.
   *
   * @throws IOException when nothing answers at the base URL, or when a file that was named can't
   *     be read
   */
  @TestFactory
  @Execution(ExecutionMode.SAME_THREAD)
  default Stream<DynamicNode> conformance() throws IOException, InterruptedException {
    ServerUnderTest server = serverUnderTest();
    Run run =
        new Run(
            Contract.bundled(),
            server,
            Clock.systemUTC(),
            duration -> Thread.sleep(duration.toMillis()),
            result -> {});
    Reports reports = new Reports(server.report());
    try {
      run.reach();
    } catch (UnreachableException e) {
      throw new IOException(e.getMessage(), e);
    }
    return DynamicChecks.of(run, reports::write);
  }
}
