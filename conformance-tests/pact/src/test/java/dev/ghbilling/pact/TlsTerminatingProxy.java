package dev.ghbilling.pact;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A TLS-terminating proxy that forwards requests below {@code /api/v3} to a plain http server. */
final class TlsTerminatingProxy implements AutoCloseable {
  private static final String BASE_PATH = "/api/v3";
  private static final List<String> FORWARDED_HEADERS =
      List.of("Accept", "Authorization", "Content-Type", "X-GitHub-Api-Version");

  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final HttpsServer server;
  private final URI origin;

  TlsTerminatingProxy(URI origin, SSLContext context) throws IOException {
    this.origin = origin;
    this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.setExecutor(threads);
    server.createContext(BASE_PATH + "/", this::forward);
    server.start();
  }

  URI baseUrl() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + BASE_PATH);
  }

  private void forward(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = exchange.getRequestURI().toString().substring(BASE_PATH.length());
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(origin + target))
              .method(
                  exchange.getRequestMethod(),
                  HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
      for (String header : FORWARDED_HEADERS) {
        List<String> values = exchange.getRequestHeaders().getOrDefault(header, List.of());
        values.forEach(value -> request.header(header, value));
      }
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      response
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      exchange.sendResponseHeaders(response.statusCode(), response.body().length);
      exchange.getResponseBody().write(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}
