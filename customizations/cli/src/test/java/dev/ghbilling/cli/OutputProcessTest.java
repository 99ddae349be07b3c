package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ChildJvm;
import dev.ghbilling.testkit.Regression;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a process does when its stdout is closed or full. */
@Timeout(60)
class OutputProcessTest {
  @Test
  void stdout_deviceFull_exits1() throws Exception {
    File full = new File("/dev/full");
    assumeThat(full).exists();

    Process process = help().redirectOutput(full).start();

    assertThat(lines(process.getErrorStream()))
        .singleElement()
        .asString()
        .startsWith("ghbilling: the output can't be written: ");
    assertThat(exit(process)).isEqualTo(1);
  }

  @Test
  void stdout_closedByReader_exits0() throws Exception {
    Process process = help().start();
    process.getInputStream().close();

    assertThat(lines(process.getErrorStream())).isEmpty();
    assertThat(exit(process)).isZero();
  }

  @Regression(
      input = "-o /dev/stdout >> log",
      before = "the log was replaced, and what it had was lost",
      now = "the result is appended, as without -o")
  @Test
  void output_ofStdoutThatIsAFile_isAppended(@TempDir Path folder) throws Exception {
    File log = Files.writeString(folder.resolve("log"), "before\n").toFile();
    assumeThat(new File("/dev/stdout")).exists();

    try (Sandbox sandbox = Sandbox.builder().start()) {
      Process process =
          ChildJvm.of(GhbillingMain.class)
              .environment(CliRun.environment(sandbox))
              .process("committers", "--format", "csv", "-o", "/dev/stdout")
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
              .start();

      assertThat(lines(process.getErrorStream())).allMatch(line -> line.startsWith("Saved "));
      assertThat(exit(process)).isZero();
    }

    assertThat(log).content().startsWith("before\n").hasSizeGreaterThan("before\n".length());
  }

  private static ProcessBuilder help() {
    return ChildJvm.of(GhbillingMain.class).process("--help");
  }

  private static List<String> lines(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
  }

  private static int exit(Process process) throws InterruptedException {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
