package dev.ghbilling.polyglot;

import dev.ghbilling.sandbox.Sandbox;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content.Source;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * A server with one sandbox for each language, so that languages don't share state. Go sends its
 * vector 3 below {@code /go/3}. Each request is compared with its vector before the sandbox
 * responds.
 */
final class VectorServer implements AutoCloseable {
  /** The token of somebody without any right in the enterprise. */
  static final String OUTSIDER = "a-token-of-an-outsider";

  private static final List<String> FORWARDED_HEADERS =
      List.of("Authorization", "Accept", "Content-Type", "User-Agent", "X-GitHub-Api-Version");

  private final List<Vector> vectors;
  private final RequestComparison comparison;
  private final Server server = new Server();
  private final ServerConnector connector;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, Sandbox> sandboxes = new ConcurrentHashMap<>();
  private final Map<String, Integer> received = new ConcurrentHashMap<>();
  private final List<String> mistakes = new CopyOnWriteArrayList<>();

  VectorServer(List<Vector> vectors, RequestComparison comparison) throws Exception {
    this.vectors = List.copyOf(vectors);
    this.comparison = comparison;
    HttpConfiguration config = new HttpConfiguration();
    config.setUriCompliance(UriCompliance.UNSAFE);
    this.connector = new ServerConnector(server, new HttpConnectionFactory(config));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            respond(request, response, callback);
            return true;
          }
        });
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort());
  }

  /** Returns the differences between requests and their vectors. */
  List<String> mistakes() {
    return List.copyOf(mistakes);
  }

  /** Returns how many vectors a language sent exactly once. */
  int sentOnce(String language) {
    return (int)
        received.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(language + "/") && entry.getValue() == 1)
            .count();
  }

  private void respond(Request request, Response response, Callback callback) throws Exception {
    String[] segments = request.getHttpURI().getPath().split("/", 4);
    String language = segments[1];
    Vector vector = vectors.get(Integer.parseInt(segments[2]));
    String path = "/" + segments[3];
    String query = request.getHttpURI().getQuery();
    byte[] body;
    try (InputStream in = Source.asInputStream(request)) {
      body = in.readAllBytes();
    }
    received.merge(language + "/" + segments[2], 1, Integer::sum);
    SentRequest sent =
        SentRequest.read(
            request.getMethod(),
            Optional.ofNullable(request.getHeaders().get("Authorization")).orElse(""),
            path,
            query == null ? "" : query,
            new String(body, StandardCharsets.UTF_8));
    for (String mistake : comparison.mistakes(language, vector, sent)) {
      mistakes.add(language + " " + vector.id() + " sent " + mistake);
    }

    HttpResponse<byte[]> fromSandbox;
    Sandbox sandbox = sandboxes.computeIfAbsent(language, name -> sandbox());
    synchronized (sandbox) {
      vector
          .response()
          .ifPresent(
              scripted ->
                  sandbox.faults().on(vector.operation().id()).next(1).inject(scripted.fault()));
      HttpRequest.Builder copy =
          HttpRequest.newBuilder(
                  URI.create(sandbox.baseUrl() + path + (query == null ? "" : "?" + query)))
              .method(
                  request.getMethod(),
                  body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
      for (HttpField field : request.getHeaders()) {
        if (FORWARDED_HEADERS.stream().anyMatch(field.getName()::equalsIgnoreCase)) {
          copy.header(field.getName(), field.getValue());
        }
      }
      fromSandbox = http.send(copy.build(), BodyHandlers.ofByteArray());
    }
    response.setStatus(fromSandbox.statusCode());
    fromSandbox
        .headers()
        .firstValue("Content-Type")
        .ifPresent(type -> response.getHeaders().put("Content-Type", type));
    response.write(true, ByteBuffer.wrap(fromSandbox.body()), callback);
  }

  private static Sandbox sandbox() {
    return Sandbox.builder().token(DerivedVectors.TOKEN).outsiderToken(OUTSIDER).start();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    sandboxes.values().forEach(Sandbox::close);
  }
}
