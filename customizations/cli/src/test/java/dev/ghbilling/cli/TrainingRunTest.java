package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the launcher lets Java learn from, as a process of its own. */
@Timeout(60)
class TrainingRunTest {
  @Test
  void asksASandboxWhatCommandsAsk() throws Exception {
    assertThat(training("calls"))
        .contains("total minutes used", "\"total_minutes_used\"", "total_minutes_used,");
  }

  @Test
  void asksEachCommandForHelp() throws Exception {
    assertThat(training("help"))
        .contains("Usage: ghbilling [-hV] COMMAND", "Usage: ghbilling cost-centers sync");
  }

  /** What it prints, when it ends well. */
  private static String training(String kind) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TrainingRun.class.getName(),
                kind)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return out;
  }
}
