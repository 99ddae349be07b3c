package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.fixture.StubServer;
import dev.ghbilling.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandReportTest {
  @TempDir private Path report;

  @Test
  void run_unwritableReport_sendsNothing() throws IOException {
    Path file = Files.createFile(report.resolve("file"));
    try (Sandbox sandbox = Sandbox.builder().start()) {
      CommandRun run = CommandRun.run(sandbox.baseUrl(), "--report", file.toString());

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .isEqualToIgnoringNewLines(
              "conformance: can't write the report: "
                  + file
                  + ": a file of this name already exists");
      assertThat(sandbox.requests()).isEmpty();
    }
  }

  @Test
  void run_tokenInAResponse_isRedacted() throws IOException {
    try (StubServer server = StubServer.always(200, "text/" + CommandRun.TOKEN, "{}")) {
      CommandRun run = CommandRun.run(server.url(), "--report", report.toString());

      assertThat(run.out()).contains("text/[token]").doesNotContain(CommandRun.TOKEN);
      assertThat(report.resolve("report.json")).content().doesNotContain(CommandRun.TOKEN);
      assertThat(report.resolve("junit.xml")).content().doesNotContain(CommandRun.TOKEN);
    }
  }
}
