package dev.ghbilling.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that Prism makes from the contract, at a free port: a mock, or a proxy of another
 * server. It rejects requests that the contract doesn't allow, and a proxy such responses too.
 */
final class PrismServer implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile("Prism is listening on (http://127\\.0\\.0\\.1:\\d+)");

  private static final int LOGGED_LINES = 20;

  private final Process process;
  private final Deque<String> log = new ConcurrentLinkedDeque<>();
  private final URI baseUrl;

  /**
   * Starts a mock, and waits for the line that says it accepts connections.
   *
   * @param folder where Prism is installed
   * @param contract the contract as one file
   */
  static PrismServer mock(Path folder, Path contract) throws IOException {
    return new PrismServer(folder, "mock", contract.toString());
  }

  /**
   * Starts a proxy, and waits for the line that says it accepts connections.
   *
   * @param folder where Prism is installed
   * @param contract the contract as one file
   * @param server the server that responds to what the proxy lets through
   */
  static PrismServer proxy(Path folder, Path contract, URI server) throws IOException {
    return new PrismServer(folder, "proxy", contract.toString(), server.toString());
  }

  private PrismServer(Path folder, String command, String... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(folder.resolve("node_modules/.bin/prism").toString());
    line.add(command);
    line.addAll(List.of("--errors", "--host", "127.0.0.1", "--port", "0"));
    line.addAll(List.of(arguments));
    process = new ProcessBuilder(line).redirectErrorStream(true).start();
    BufferedReader output = process.inputReader();
    baseUrl = readyUrl(output);
    // Read on, because a full pipe would stop the server.
    Thread reader = new Thread(() -> output.lines().forEach(this::record), "prism-log");
    reader.setDaemon(true);
    reader.start();
  }

  private URI readyUrl(BufferedReader output) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      record(line);
      Matcher ready = READY.matcher(line);
      if (ready.find()) {
        return URI.create(ready.group(1));
      }
    }
    throw new IOException("Prism ended before it was ready; it printed:\n" + log());
  }

  private void record(String line) {
    log.add(line);
    if (log.size() > LOGGED_LINES) {
      log.remove();
    }
  }

  URI baseUrl() {
    return baseUrl;
  }

  /** Returns the newest lines that it has printed: requests, and what was wrong with them. */
  String log() {
    return String.join("\n", log);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
