package dev.ghbilling.growth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A finished process.
 *
 * @param command the command
 * @param exit the exit status
 * @param output the text on stdout and stderr
 * @param took how long it took
 */
record Finished(List<String> command, int exit, String output, Duration took) {
  private static final long MINUTES = 20;

  static Finished of(ProcessBuilder process) throws IOException, InterruptedException {
    Path log = Files.createTempFile("growth", ".log");
    long start = System.nanoTime();
    Process running =
        process
            .redirectOutput(log.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    try {
      if (!running.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError(
            process.command() + " did not end within " + MINUTES + " minutes:\n" + read(log));
      }
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      return new Finished(process.command(), running.exitValue(), read(log), took);
    } finally {
      running.descendants().forEach(ProcessHandle::destroy);
      running.destroy();
      Files.delete(log);
    }
  }

  private static String read(Path log) throws IOException {
    return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
  }

  /** Returns this process if it succeeded. */
  Finished well() {
    if (exit != 0) {
      throw new AssertionError(
          String.join(" ", command) + " failed with exit status " + exit + ":\n" + output);
    }
    System.out.printf("growth: %s: %d s%n", String.join(" ", command), took.toSeconds());
    return this;
  }
}
