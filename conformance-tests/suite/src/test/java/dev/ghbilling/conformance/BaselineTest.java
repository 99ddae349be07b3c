package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.fixture.RewritingProxy;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.sandbox.SandboxExtension;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SandboxExtension.class)
final class BaselineTest {
  private static final String INCLUDE = "--include=getActionsBilling/*";

  @TempDir private Path report;

  @Test
  void run_listedFailure_isKnownFailing(Sandbox sandbox) throws IOException {
    try (RewritingProxy server = RewritingProxy.renamingAProperty(sandbox.baseUrl())) {
      CommandRun run =
          CommandRun.run(
              server.url(),
              "--baseline",
              list("# the proxy renames\ngetActionsBilling/schema\n"),
              "--include",
              "getActionsBilling/schema",
              "--report",
              report.toString());

      assertThat(run.exitCode()).as(run.out()).isZero();
      assertThat(CommandRun.ids(report, "known-failing"))
          .containsExactly("getActionsBilling/schema");
    }
  }

  @Test
  void run_listedCheckThatPasses_fails(Sandbox sandbox) throws IOException {
    CommandRun run =
        CommandRun.run(sandbox.baseUrl(), "--baseline", list("getActionsBilling/schema\n"));

    assertThat(run.exitCode()).isOne();
    assertThat(run.out())
        .startsWith("failed getActionsBilling/schema: ")
        .contains("remove it from the list");
  }

  @Test
  void run_unreadableList_isRejected(Sandbox sandbox) {
    CommandRun run =
        CommandRun.run(sandbox.baseUrl(), "--baseline", report.resolve("absent").toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("absent: no such file or directory");
  }

  @Test
  @Regression(
      input = "a baseline with the id of a check that this run doesn't have, as of --explore",
      before = "exit status 2 before the first check, also with --write-baseline",
      now = "a warning; --write-baseline removes the id")
  void run_listWithAnUnknownId_warns(Sandbox sandbox) throws IOException {
    Path file = Path.of(list("# explored\ngetUsageReport/explore\ngetActions/schema\n"));

    CommandRun run = CommandRun.run(sandbox.baseUrl(), "--baseline=" + file, INCLUDE);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .contains(
            "the baseline lists 2 ids that no check of this run has: getUsageReport/explore,"
                + " getActions/schema\n");

    CommandRun.run(sandbox.baseUrl(), "--baseline=" + file, "--write-baseline", INCLUDE);
    assertThat(file).hasContent("# explored\n");
  }

  @Test
  void run_earlierName_isTheSameOption(Sandbox sandbox) throws IOException {
    CommandRun run =
        CommandRun.run(
            sandbox.baseUrl(), "--known-failing", list("getActionsBilling/schema\n"), INCLUDE);

    assertThat(run.exitCode()).isOne();
  }

  @Test
  void run_writeBaseline_listsWhatFailsAndDropsWhatPasses(Sandbox sandbox) throws IOException {
    Path file = Path.of(list("# the proxy renames\ngetActionsBilling/status\n"));
    try (RewritingProxy server = RewritingProxy.renamingAProperty(sandbox.baseUrl())) {
      CommandRun first =
          CommandRun.run(server.url(), "--baseline=" + file, "--write-baseline", INCLUDE);

      assertThat(first.exitCode()).isOne();
      assertThat(Files.readAllLines(file))
          .startsWith("# the proxy renames")
          .contains("getActionsBilling/schema", "getActionsBilling/property/total_minutes_used")
          .doesNotContain("getActionsBilling/status");

      CommandRun second = CommandRun.run(server.url(), "--baseline=" + file, INCLUDE);
      assertThat(second.exitCode()).as(second.out()).isZero();
    }
  }

  @Test
  @Regression(
      input = "a baseline that can't be written, after a run with failures",
      before = "exit status 2, no report and no verdict",
      now = "exit status 1 and the reports")
  void run_unwritableBaseline_keepsReportsAndStatus(Sandbox sandbox) throws IOException {
    Path file = report.resolve("absent/known.txt");
    try (RewritingProxy server = RewritingProxy.renamingAProperty(sandbox.baseUrl())) {
      CommandRun run =
          CommandRun.run(
              server.url(),
              "--baseline=" + file,
              "--write-baseline",
              INCLUDE,
              "--report=" + report);

      assertThat(run.exitCode()).isOne();
      assertThat(run.err()).contains("can't write " + file);
      assertThat(CommandRun.ids(report, "failed")).contains("getActionsBilling/schema");
    }
  }

  @Test
  void run_replayOfSomeOperations_runsNoOthers(Sandbox sandbox) throws IOException {
    Path earlier =
        Files.writeString(
            report.resolve("earlier.json"),
            """
            {"checks":[{"id":"getActionsBilling/status","outcome":"failed"},
              {"id":"listBudgets/status","outcome":"failed"}]}\
            """);

    CommandRun run = CommandRun.run(sandbox.baseUrl(), "--replay=" + earlier, INCLUDE);
    assertThat(run.counts()).startsWith("1 passed, 0 failed, ");
  }

  @Test
  void run_writeBaselineWithoutAFile_isRejected(Sandbox sandbox) {
    CommandRun.run(sandbox.baseUrl(), "--write-baseline").assertRejected("needs --baseline");
  }

  @Test
  void run_replay_runsOnlyWhatDidNotPass(Sandbox sandbox) throws IOException {
    String earlier = "--replay=" + report.resolve("report.json");
    try (RewritingProxy server = RewritingProxy.renamingAProperty(sandbox.baseUrl())) {
      CommandRun.run(server.url(), INCLUDE, "--report=" + report);
      List<String> failed = CommandRun.ids(report, "failed");
      List<String> warned = CommandRun.ids(report, "warned");
      assertThat(failed).contains("getActionsBilling/schema").hasSizeLessThan(5);

      CommandRun again = CommandRun.run(server.url(), "--replay=" + report);
      assertThat(again.exitCode()).isOne();
      assertThat(again.counts()).startsWith("0 passed, %d failed, ".formatted(failed.size()));

      CommandRun mended = CommandRun.run(sandbox.baseUrl(), earlier, "--report=" + report);
      assertThat(mended.exitCode()).isZero();
      assertThat(CommandRun.ids(report, "passed"))
          .containsAll(failed)
          .hasSize(failed.size() + warned.size());
    }
    CommandRun.run(sandbox.baseUrl(), earlier).assertRejected("--replay: no check of");
  }

  @Test
  void run_replayOfARunThatCouldNotRestore_runsTheChecks(Sandbox sandbox) throws IOException {
    Path earlier =
        Files.writeString(
            report.resolve("earlier.json"),
            """
            {"checks":[{"id":"getActionsBilling/status","outcome":"not-run"},
              {"id":"deleteBudget/restored","outcome":"could-not-run"}]}\
            """);

    CommandRun run = CommandRun.run(sandbox.baseUrl(), "--replay=" + earlier);
    assertThat(run.counts()).startsWith("1 passed, 0 failed, ");
  }

  private String list(String content) throws IOException {
    return Files.writeString(report.resolve("known.txt"), content).toString();
  }
}
