package dev.ghbilling.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A process with both servers, so that what they allocate and compile isn't measured as the
 * client's.
 *
 * @param process ends when its stdin does, so that it never outlives this one
 * @param sandbox the sandbox's base URL
 * @param prepared the base URL of {@link PreparedServer}
 */
record ServerProcess(Process process, URI sandbox, URI prepared) implements AutoCloseable {
  static ServerProcess start() throws IOException {
    Process process =
        new ProcessBuilder(
                java().toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PreparedServer.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String sandbox = out.readLine();
    String prepared = out.readLine();
    if (sandbox == null || prepared == null) {
      process.destroy();
      throw new IOException("the servers did not start");
    }
    return new ServerProcess(process, URI.create(sandbox), URI.create(prepared));
  }

  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  @Override
  public void close() {
    process.destroy();
  }
}
