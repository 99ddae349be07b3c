package dev.ghbilling.conformance.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.fixture.DocumentedOperations;
import dev.ghbilling.conformance.internal.run.Checks;
import dev.ghbilling.conformance.internal.run.Result;
import dev.ghbilling.conformance.internal.run.Results;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs all checks of the documented operations against each of the {@link BrokenServers}. */
final class BrokenServersTest {
  @TestFactory
  @Execution(ExecutionMode.CONCURRENT)
  Stream<DynamicTest> run_againstABrokenServer_failsTheCheckOfItsClause() {
    return BrokenServers.all().stream()
        .map(
            server ->
                DynamicTest.dynamicTest(
                    server.toString(), () -> judge(server, DocumentedOperations.checks())));
  }

  @TestFactory
  @Execution(ExecutionMode.CONCURRENT)
  Stream<DynamicTest> run_againstBrokenResources_failsTheCheckOfItsClause() {
    return BrokenResources.of(Checks.of(Contract.bundled())).stream()
        .map(
            server ->
                DynamicTest.dynamicTest(
                    server.toString(),
                    () ->
                        judge(
                            server,
                            "*Budget*",
                            "*CostCenter*",
                            "*UsageReportExport*",
                            "getUsageReport/*")));
  }

  @Regression(
      input = "an export that shows its files while it is still processed",
      before = "judged after half an hour of polls",
      now = "judged at once")
  @Test
  void run_pollWithAFault_endsTheWait() throws IOException, InterruptedException {
    assertThat(waited("getUsageReportExport/state/brings")).isLessThan(Duration.ofSeconds(10));
  }

  @Regression(
      input = "an export that is never completed",
      before = "1,788 seconds of polls, which no document told",
      now = "300 seconds unless --wait says otherwise")
  @Test
  void run_exportThatIsNeverCompleted_isNotAwaitedForLong()
      throws IOException, InterruptedException {
    assertThat(waited("getUsageReportExport/state/progress"))
        .isBetween(Duration.ofMinutes(4), Duration.ofMinutes(6));
  }

  /** Returns how long a run waits for a server with this fault. */
  private static Duration waited(String clause) throws IOException, InterruptedException {
    Mutant server =
        BrokenServers.all().stream()
            .filter(one -> one.clause().equals(clause))
            .findFirst()
            .orElseThrow();
    try (ProxiedSandbox sandbox = ProxiedSandbox.start(server.backend())) {
      Instant before = sandbox.time().instant();
      run(sandbox, server, DocumentedOperations.checks());
      return Duration.between(before, sandbox.time().instant());
    }
  }

  private static void judge(Mutant server, String... checks)
      throws IOException, InterruptedException {
    try (ProxiedSandbox sandbox = ProxiedSandbox.start(server.backend())) {
      assertThat(failed(run(sandbox, server, checks))).contains(server.clause());
    }
  }

  private static Results run(ProxiedSandbox sandbox, Mutant server, String... checks)
      throws IOException, InterruptedException {
    sandbox.proxy().use(server.middleware());
    return Backends.run(
        sandbox.proxy(), server.backend(), sandbox.time(), server.timeout(), checks);
  }

  private static List<String> failed(Results results) {
    return results.all().stream()
        .filter(result -> result.outcome() == Outcome.FAILED)
        .map(Result::id)
        .toList();
  }
}
