package dev.ghbilling.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spec.Contract;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/**
 * A server that writes bytes it has ready. The sandbox computes its responses, so that large ones
 * would measure the sandbox. The enterprise in the path says how large: how many items a usage
 * report has, or how many pages of committers there are.
 */
final class PreparedServer extends Handler.Abstract implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int ITEMS_AT_ONCE = 1000;

  private final Server server = new Server();
  private final byte[] items = items();
  private final Map<String, byte[]> pages = new ConcurrentHashMap<>();

  private PreparedServer() {
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost(HOST);
    server.addConnector(connector);
    server.setHandler(this);
  }

  /** Prints the base URLs of a sandbox and of a prepared server, which run until stdin ends. */
  public static void main(String[] arguments) throws Exception {
    // Or the SDK would slow down to the hourly limit that the sandbox announces.
    try (Sandbox sandbox = Sandbox.builder().rateLimit(Integer.MAX_VALUE).start();
        PreparedServer prepared = open()) {
      System.out.println(sandbox.baseUrl());
      System.out.println(prepared.baseUrl());
      while (System.in.read() >= 0) {
        // Nothing is sent: the parent process only closes the stream, or dies.
      }
    }
  }

  static PreparedServer open() throws Exception {
    PreparedServer prepared = new PreparedServer();
    prepared.server.start();
    return prepared;
  }

  URI baseUrl() {
    ServerConnector connector = (ServerConnector) server.getConnectors()[0];
    return URI.create("http://%s:%d".formatted(HOST, connector.getLocalPort()));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    String path = request.getHttpURI().getPath();
    int size = Integer.parseInt(path.split("/", -1)[2]);
    response.getHeaders().put("Content-Type", "application/json; charset=utf-8");
    if (path.endsWith("/usage")) {
      writeItems(size, response);
      callback.succeeded();
    } else {
      Fields query = Request.extractQueryParameters(request);
      int number = Integer.parseInt(query.getValue("page"));
      int perPage = Integer.parseInt(query.getValue("per_page"));
      if (number < size) {
        String next =
            "<%s%s?page=%d&per_page=%d>; rel=\"next\""
                .formatted(baseUrl(), path, number + 1, perPage);
        response.getHeaders().put("Link", next);
      }
      byte[] page =
          pages.computeIfAbsent(
              "%d of %d, %d".formatted(number, size, perPage), key -> page(number, size, perPage));
      response.write(true, ByteBuffer.wrap(page), callback);
    }
    return true;
  }

  private void writeItems(int size, Response response) throws IOException {
    if (size % ITEMS_AT_ONCE != 0) {
      throw new IllegalArgumentException("not a multiple of %d: %d".formatted(ITEMS_AT_ONCE, size));
    }
    try (OutputStream out = Content.Sink.asOutputStream(response)) {
      out.write("{\"usageItems\":[".getBytes(StandardCharsets.UTF_8));
      for (int written = 0; written < size; written += ITEMS_AT_ONCE) {
        out.write(written == 0 ? ' ' : ',');
        out.write(items);
      }
      out.write("]}".getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Items of January 2025, separated by commas. */
  private static byte[] items() {
    ArrayNode items = JsonMapper.builder().build().createArrayNode();
    for (int i = 0; i < ITEMS_AT_ONCE; i++) {
      ObjectNode item = (ObjectNode) example("getUsageReport").at("/usageItems/0");
      items.add(
          item.put("date", "2025-01-%02d".formatted(i % 31 + 1))
              .put("quantity", i + 0.25)
              .put("netAmount", i + 0.008));
    }
    String array = items.toString();
    return array.substring(1, array.length() - 1).getBytes(StandardCharsets.UTF_8);
  }

  /** The documented repository with one committer, many times under different names. */
  private static byte[] page(int number, int size, int perPage) {
    ObjectNode page = example("getAdvancedSecurityCommitters");
    ArrayNode repositories = (ArrayNode) page.path("repositories");
    JsonNode last = repositories.get(repositories.size() - 1);
    repositories.removeAll();
    for (int i = 0; i < perPage; i++) {
      ObjectNode repository = last.deepCopy();
      repositories.add(repository.put("name", "octo-org/app-" + ((number - 1) * perPage + i)));
    }
    page.put("total_count", size * perPage);
    return page.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode example(String operationId) {
    return Contract.bundled().operations().stream()
        .filter(operation -> operation.id().equals(operationId))
        .flatMap(operation -> operation.success().body().stream())
        .flatMap(body -> body.example().stream())
        .findFirst()
        .orElseThrow()
        .value()
        .deepCopy();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the server did not stop", e);
    }
  }
}
