package dev.ghbilling.conformance.internal.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ghbilling.conformance.internal.verdict.ExceptionText;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Contract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A reverse proxy on this machine that shows a listener what passes through, and keeps none of it.
 * It changes the server's own address in {@code Link} and {@code Location}, which becomes the
 * proxy's, asks for no other encoding than gzip, and writes the headers of its own connections.
 */
public final class ReverseProxy implements AutoCloseable {
  /** Headers of a connection, and those that the JDK's client or server writes itself. */
  private static final Set<String> OF_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "proxy-authorization",
          "transfer-encoding",
          "upgrade");

  private static final Set<String> WITH_ADDRESS = Set.of("link", "location");
  private static final int BAD_REQUEST = 400;
  private static final int TOO_LARGE = 413;
  private static final int BAD_GATEWAY = 502;

  private final TestedServer origin;
  private final ClientRequests requests;
  private final Clock clock;
  private final Listener listener;
  private final Consumer<String> log;
  private final HttpClient client;
  private final HttpServer server;
  private final ExecutorService threads;
  private final AtomicInteger exchanges = new AtomicInteger();
  private final Set<String> tokens = new LinkedHashSet<>();

  /** Learns of each request before the client gets the response; called by several threads. */
  public interface Listener {
    /** Takes a request for an operation with its response. */
    void exchanged(RecordedExchange exchange);

    /** Takes the method and the path of a request that is for no operation of the contract. */
    void passed(String request);
  }

  /**
   * Starts a proxy.
   *
   * @param port the port on this machine; 0 for any that is free
   * @param listener learns of each request
   * @param log takes a line about each request
   * @throws IOException when the port can't be used
   */
  public ReverseProxy(
      TestedServer origin,
      Contract contract,
      int port,
      Clock clock,
      Listener listener,
      Consumer<String> log)
      throws IOException {
    this.origin = origin;
    this.requests = new ClientRequests(contract.operations());
    this.clock = clock;
    this.listener = listener;
    this.log = log;
    this.client = ServerClient.httpClient(origin);
    try {
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new IOException("can't listen on port %d: %s".formatted(port, ExceptionText.of(e)), e);
    }
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "reverse-proxy");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Returns the base URL for the client. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Returns the tokens that came with requests, which no report may show. */
  public synchronized List<String> tokens() {
    return List.copyOf(tokens);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(BoundedBodySubscriber.MAX_BYTES + 1);
      if (!isBelowBaseUrl(exchange.getRequestURI())) {
        refuse(exchange, BAD_REQUEST, "Send requests to this proxy as to the API itself");
        return;
      }
      if (body.length > BoundedBodySubscriber.MAX_BYTES) {
        refuse(exchange, TOO_LARGE, "The body is too large for this proxy");
        return;
      }
      Instant began = clock.instant();
      Optional<OperationRequest> request =
          requests.of(
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              exchange.getRequestHeaders(),
              body);
      noteToken(exchange);
      HttpResponse<byte[]> response;
      try {
        response =
            client.send(
                copy(exchange, body), info -> BoundedBodySubscriber.complete(origin.timeout()));
      } catch (IOException | CheckEndedException e) {
        String problem = "the server didn't respond: " + reason(e);
        report(exchange, request, Optional.empty(), problem, began);
        refuse(exchange, BAD_GATEWAY, "Bad Gateway");
        return;
      }
      report(exchange, request, Optional.of(response), "", began);
      respond(exchange, response);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String reason(Exception e) {
    return e instanceof CheckEndedException ended ? ended.verdict().message() : ExceptionText.of(e);
  }

  /** Tells whether a target stays below the server's base URL, and can't name another host. */
  private static boolean isBelowBaseUrl(URI target) {
    return !target.isAbsolute()
        && target.getRawAuthority() == null
        && target.getRawPath() != null
        && target.getRawPath().startsWith("/");
  }

  private static void refuse(HttpExchange exchange, int status, String reason) throws IOException {
    byte[] message = "{\"message\":\"%s\"}".formatted(reason).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, message.length);
    exchange.getResponseBody().write(message);
  }

  private synchronized void noteToken(HttpExchange exchange) {
    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
        .map(value -> value.substring(value.lastIndexOf(' ') + 1))
        .filter(token -> !token.isBlank())
        .ifPresent(tokens::add);
  }

  private HttpRequest copy(HttpExchange exchange, byte[] body) {
    URI target = URI.create(origin.baseUrl() + exchange.getRequestURI().toString());
    HttpRequest.Builder copy =
        ServerClient.request(origin, target)
            .method(
                exchange.getRequestMethod(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OF_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> copy.header(name, readable(name, value)));
              }
            });
    return copy.build();
  }

  /** Asks for no encoding that can't be judged. */
  private static String readable(String name, String value) {
    return !name.equalsIgnoreCase("Accept-Encoding")
        ? value
        : value.contains("gzip") ? "gzip" : "identity";
  }

  private void report(
      HttpExchange exchange,
      Optional<OperationRequest> request,
      Optional<HttpResponse<byte[]>> response,
      String problem,
      Instant began) {
    String line = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    if (request.isEmpty()) {
      listener.passed(line);
    } else {
      listener.exchanged(
          new RecordedExchange(
              exchanges.getAndIncrement(),
              request.get(),
              response.map(own -> new OperationResponse(request.get(), own)),
              problem,
              began,
              Duration.between(began, clock.instant())));
    }
    log.accept(
        "%s: %s%s"
            .formatted(
                line,
                response.map(own -> "HTTP " + own.statusCode()).orElse(problem),
                request.isEmpty() ? ", which is not an operation of the contract" : ""));
  }

  private void respond(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (!OF_CONNECTION.contains(lower)) {
                exchange
                    .getResponseHeaders()
                    .put(
                        name,
                        WITH_ADDRESS.contains(lower)
                            ? values.stream().map(this::withOwnAddress).toList()
                            : values);
              }
            });
    byte[] body = response.body();
    if (exchange.getRequestMethod().equals("HEAD")) {
      response
          .headers()
          .firstValue("Content-Length")
          .ifPresent(length -> exchange.getResponseHeaders().set("Content-Length", length));
    }
    exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private String withOwnAddress(String value) {
    return value.replace(origin.baseUrl().toString(), url().toString());
  }
}
