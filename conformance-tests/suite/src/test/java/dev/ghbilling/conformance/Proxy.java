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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content.Source;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** A server that passes everything on to another, by a way that may change it. */
final class Proxy implements AutoCloseable {
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "content-length", "host", "http2-settings", "upgrade");

  private final Server server = new Server();
  private final ServerConnector connector;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI origin;
  private volatile Way way;

  Proxy(URI origin, Way way) {
    this.origin = origin;
    this.way = way;
    HttpConfiguration config = new HttpConfiguration();
    // Or a header counts as the one before that differs in case only.
    config.setHeaderCacheCaseSensitive(true);
    this.connector = new ServerConnector(server, new HttpConnectionFactory(config));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            answer(read(request), request, response, callback);
            return true;
          }
        });
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort());
  }

  void use(Way other) {
    this.way = other;
  }

  private void answer(Asked asked, Request request, Response response, Callback callback)
      throws Exception {
    Sent sent = way.answer(asked, this::forward);
    if (sent.ending() == Sent.Ending.HANGING) {
      return;
    }
    response.setStatus(sent.status());
    sent.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    if (sent.ending() == Sent.Ending.CUT) {
      response.getHeaders().put("Content-Length", sent.body().length);
      ByteBuffer half = ByteBuffer.wrap(sent.body(), 0, sent.body().length / 2);
      response.write(
          false,
          half,
          Callback.from(
              () -> request.getConnectionMetaData().getConnection().getEndPoint().close(),
              callback::failed));
      return;
    }
    if (sent.ending() == Sent.Ending.CHUNKED && sent.body().length > 1) {
      int half = sent.body().length / 2;
      response.write(
          false,
          ByteBuffer.wrap(sent.body(), 0, half),
          Callback.from(
              () ->
                  response.write(
                      true,
                      ByteBuffer.wrap(sent.body(), half, sent.body().length - half),
                      callback),
              callback::failed));
      return;
    }
    boolean head = asked.method().equals("HEAD");
    response.write(true, ByteBuffer.wrap(head ? new byte[0] : sent.body()), callback);
  }

  private static Asked read(Request request) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (HttpField field : request.getHeaders()) {
      headers.put(field.getName(), field.getValue());
    }
    String query = request.getHttpURI().getQuery();
    try (InputStream body = Source.asInputStream(request)) {
      return new Asked(
          request.getMethod(),
          request.getHttpURI().getPath(),
          query == null ? "" : query,
          headers,
          body.readAllBytes());
    }
  }

  private Sent forward(Asked asked) throws IOException, InterruptedException {
    HttpRequest.Builder copy =
        HttpRequest.newBuilder(
                URI.create(
                    origin + asked.path() + (asked.query().isEmpty() ? "" : "?" + asked.query())))
            .method(
                asked.method(),
                asked.body().length == 0
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(asked.body()));
    asked
        .headers()
        .forEach(
            (name, value) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                copy.header(name, value);
              }
            });
    HttpResponse<byte[]> answer = http.send(copy.build(), BodyHandlers.ofByteArray());
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<String, List<String>> header : answer.headers().map().entrySet()) {
      if (!Set.of("content-length", "transfer-encoding", "connection")
          .contains(header.getKey().toLowerCase(Locale.ROOT))) {
        // The origin writes addresses of its own.
        headers.put(
            header.getKey(),
            String.join(", ", header.getValue()).replace(origin.toString(), url().toString()));
      }
    }
    return new Sent(answer.statusCode(), headers, answer.body(), Sent.Ending.WHOLE);
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
