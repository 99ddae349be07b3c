package dev.ghbilling.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content.Source;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** A server that isn't what it should be. */
final class StubServer implements AutoCloseable {
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  private StubServer(Handler handler) {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(handler);
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same answer to everything. */
  static StubServer always(int status, String body) {
    return always(status, "application/json", body);
  }

  static StubServer always(int status, String contentType, String body) {
    return new StubServer(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            response.setStatus(status);
            response.getHeaders().put("Content-Type", contentType);
            response.write(true, StandardCharsets.UTF_8.encode(body), callback);
            return true;
          }
        });
  }

  /** Another server's answers, their bodies changed: of the path and the body. */
  static StubServer before(URI origin, BinaryOperator<String> change) {
    HttpClient http = HttpClient.newHttpClient();
    return new StubServer(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            HttpResponse<String> answer =
                http.send(forward(origin, request), BodyHandlers.ofString());
            response.setStatus(answer.statusCode());
            answer
                .headers()
                .firstValue("Content-Type")
                .ifPresent(type -> response.getHeaders().put("Content-Type", type));
            String path = request.getHttpURI().getPath();
            ByteBuffer body = StandardCharsets.UTF_8.encode(change.apply(path, answer.body()));
            response.write(true, body, callback);
            return true;
          }
        });
  }

  private static HttpRequest forward(URI origin, Request request) throws IOException {
    HttpRequest.Builder copy =
        HttpRequest.newBuilder(URI.create(origin + request.getHttpURI().getPathQuery()));
    Set<String> ours = Set.of("connection", "content-length", "host", "http2-settings", "upgrade");
    for (HttpField field : request.getHeaders()) {
      if (!ours.contains(field.getName().toLowerCase(Locale.ROOT))) {
        copy.header(field.getName(), field.getValue());
      }
    }
    try (InputStream body = Source.asInputStream(request)) {
      copy.method(request.getMethod(), BodyPublishers.ofByteArray(body.readAllBytes()));
    }
    return copy.build();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
