package dev.ghbilling.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A server of this module in a process of its own. It prints its base URL on its first line, obeys
 * the lines that it is told, and ends when nobody is there to tell it anything more, so that none
 * outlives the measurement.
 */
final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final BufferedWriter orders;
  private final URI baseUrl;

  private ServerProcess(Process process) throws IOException {
    this.process = process;
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
    String first = process.inputReader(StandardCharsets.UTF_8).readLine();
    if (first == null) {
      close();
      throw new IOException("a server didn't start");
    }
    this.baseUrl = URI.create(first);
  }

  static ServerProcess start(Class<?> server, String... arguments) throws IOException {
    return new ServerProcess(
        new ProcessBuilder(ChildJvm.command(List.of(), server, arguments))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  URI baseUrl() {
    return baseUrl;
  }

  /** Tells the server a line. */
  void tell(String order) {
    try {
      orders.write(order);
      orders.newLine();
      orders.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the server is gone", e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
