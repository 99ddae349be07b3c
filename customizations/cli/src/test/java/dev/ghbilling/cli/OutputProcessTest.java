package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ghbilling.testkit.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
