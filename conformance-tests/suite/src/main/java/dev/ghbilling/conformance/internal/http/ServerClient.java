package dev.ghbilling.conformance.internal.http;

import dev.ghbilling.conformance.internal.verdict.ExceptionText;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An HTTP client that follows no redirects, so that checks see everything. It sends a request once
 * more only if the server can't have executed it, or if executing it twice changes nothing, and
 * never because of a response.
 */
public final class ServerClient {
  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
  private static final int MAX_REDIRECTS = 5;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final TestedServer server;
  private final RequestPacer pacer;
  private final HttpClient client;
  private final RequestHeaders headers;
  private String refusal = "";
  private int repeated;

  public ServerClient(TestedServer server, RequestPacer pacer) {
    this.server = server;
    this.pacer = pacer;
    this.headers = new RequestHeaders(server::token);
    this.client = httpClient(server);
  }

  /** Returns a client of the JDK that speaks HTTP/1.1 to a server, and follows no redirects. */
  static HttpClient httpClient(TestedServer server) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(server.timeout())
        .proxy(server.proxies())
        .build();
  }

  public RequestPacer pacer() {
    return pacer;
  }

  public TestedServer server() {
    return server;
  }

  /** Returns why the server takes no more requests; empty as long as it does. */
  public Optional<String> unavailable() {
    return pacer
        .exhaustedUntil()
        .map(end -> "the rate limit is exhausted until " + end)
        .or(() -> Optional.of(refusal).filter(text -> !text.isEmpty()));
  }

  /** Returns how many requests were sent once more, since their connection was refused or lost. */
  public int repeated() {
    return repeated;
  }

  /**
   * Requests the base URL; any response of the server will do.
   *
   * @throws UnreachableException when there is no response, or only the proxy's
   */
  public void probe() throws UnreachableException, InterruptedException {
    try {
      HttpResponse<byte[]> response =
          exchange(request(server.baseUrl()).header("User-Agent", RequestHeaders.AGENT).build());
      if (response.statusCode() == PROXY_AUTHENTICATION_REQUIRED) {
        String advice =
            server
                .proxies()
                .proxy(server.baseUrl())
                .map(proxy -> ": check user and password in " + proxy.variable())
                .orElse("");
        throw new UnreachableException(
            server.baseUrl(),
            new IOException("the proxy requires another login (HTTP 407)" + advice));
      }
    } catch (IOException e) {
      throw new UnreachableException(server.baseUrl(), cause(e));
    }
  }

  /**
   * Sends a request as soon as the pacing allows it.
   *
   * @throws CheckEndedException failed, when the server closes the connection or doesn't respond in
   *     time; could not run, when it refuses connections or a rate limit is exhausted
   */
  public OperationResponse send(OperationRequest request) throws InterruptedException {
    pacer.awaitTurn(request);
    OperationResponse response = exchange(request);
    if (pacer.update(response)) {
      pacer.awaitRateLimit(request);
      response = exchange(request);
      if (pacer.update(response)) {
        refusal = "the rate limit is exhausted again right after its reset";
        throw new CheckEndedException(
            Verdict.couldNotRun("%s: HTTP %d, %s".formatted(request, response.status(), refusal)));
      }
    }
    return response;
  }

  /**
   * Sends requests at the same time, each over a connection of its own.
   *
   * @return their responses in the same order, or why there is none
   */
  public List<Attempt> sendAtOnce(List<OperationRequest> requests) throws InterruptedException {
    for (OperationRequest request : requests) {
      pacer.awaitTurn(request);
    }
    RequestBarrier barrier = new RequestBarrier(requests.size());
    List<CompletableFuture<HttpResponse<byte[]>>> exchanges = new ArrayList<>();
    for (OperationRequest request : requests) {
      BodyPublisher body = barrier.publisher(request.body());
      BoundedBodySubscriber received = BoundedBodySubscriber.complete(server.timeout());
      exchanges.add(client.sendAsync(http(request, body), response -> received));
    }
    List<Attempt> attempts = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      attempts.add(attempt(requests.get(i), exchanges.get(i)));
    }
    return attempts;
  }

  /**
   * What became of a request.
   *
   * @param response the response; empty if there is none
   * @param failure why there is none
   */
  public record Attempt(Optional<OperationResponse> response, Verdict failure) {}

  private Attempt attempt(
      OperationRequest request, CompletableFuture<HttpResponse<byte[]>> exchange)
      throws InterruptedException {
    try {
      // A server that puts one of several off has no limit that is exhausted.
      return new Attempt(
          Optional.of(new OperationResponse(request, exchange.get())), Verdict.passed());
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() instanceof IOException failure ? cause(failure) : e;
      return new Attempt(Optional.empty(), verdict(request, cause));
    }
  }

  /**
   * Sends a request without credentials and follows redirects.
   *
   * @param headers more headers
   */
  public OperationResponse download(
      OperationRequest origin, String method, URI url, Map<String, String> headers)
      throws InterruptedException {
    URI next = url;
    for (int i = 0; i < MAX_REDIRECTS; i++) {
      HttpRequest.Builder request =
          request(next)
              .method(method, BodyPublishers.noBody())
              .header("User-Agent", RequestHeaders.AGENT);
      headers.forEach(request::header);
      OperationResponse response = exchange(origin, request.build());
      String location = response.header("Location");
      if (response.status() / 100 != 3 || location.isEmpty()) {
        return response;
      }
      next = next.resolve(URI.create(location));
    }
    throw new CheckEndedException(
        Verdict.failed("a download URL", "a file", "more than " + MAX_REDIRECTS + " redirects"));
  }

  private OperationResponse exchange(OperationRequest request) throws InterruptedException {
    BodyPublisher body =
        request.body().map(BodyPublishers::ofString).orElse(BodyPublishers.noBody());
    return exchange(
        request, http(request, request.isInChunks() ? BodyPublishers.fromPublisher(body) : body));
  }

  private HttpRequest http(OperationRequest request, BodyPublisher body) {
    HttpRequest.Builder builder =
        request(URI.create(server.baseUrl() + request.target())).method(request.method(), body);
    Map<String, String> sent = headers.of(request);
    // The JDK writes it itself.
    sent.remove(OperationRequest.TRANSFER_ENCODING);
    sent.forEach(builder::header);
    return builder.build();
  }

  private HttpRequest.Builder request(URI url) {
    return request(server, url);
  }

  /**
   * Begins a request with the login at the proxy, which the JDK shows to nobody else.
   *
   * @throws CheckEndedException could not run, when the variable of the proxy isn't valid
   */
  static HttpRequest.Builder request(TestedServer server, URI url) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(url).timeout(server.timeout());
    try {
      server
          .proxies()
          .proxy(url)
          .flatMap(ProxyAddress::authorization)
          .ifPresent(login -> builder.header("Proxy-Authorization", login));
    } catch (IllegalArgumentException e) {
      throw new CheckEndedException(Verdict.couldNotRun(ExceptionText.of(e)));
    }
    return builder;
  }

  private OperationResponse exchange(OperationRequest request, HttpRequest http)
      throws InterruptedException {
    try {
      return new OperationResponse(request, exchange(http));
    } catch (IOException e) {
      Throwable cause = cause(e);
      boolean own = Objects.equals(server.baseUrl().getAuthority(), http.uri().getAuthority());
      if (own && cause instanceof ConnectException) {
        refusal = "%s: %s".formatted(server.baseUrl(), ExceptionText.of(cause));
      }
      throw new CheckEndedException(verdict(request, cause));
    }
  }

  private Verdict verdict(OperationRequest request, Throwable cause) {
    if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
      return Verdict.failed(
          request, "a complete response within " + seconds(server.timeout()), "none");
    }
    if (cause instanceof BoundedBodySubscriber.TooLargeException) {
      return BoundedBodySubscriber.tooLarge(request);
    }
    return cause instanceof ConnectException
        ? Verdict.couldNotRun(request + ": " + ExceptionText.of(cause))
        : Verdict.failed(request, "a response", "none: " + ExceptionText.of(cause));
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }

  /** Returns the exception that the JDK's client wrapped into another one of the same message. */
  private static Throwable cause(IOException e) {
    return e.getCause() == null ? e : e.getCause();
  }

  private HttpResponse<byte[]> exchange(HttpRequest request)
      throws InterruptedException, IOException {
    AtomicBoolean responded = new AtomicBoolean();
    try {
      return attempt(request, responded);
    } catch (IOException e) {
      if (!refusal.isEmpty() || responded.get() || !isRepeatable(request, e)) {
        throw e;
      }
      repeated++;
      pacer.sleep().sleep(PAUSE);
      return attempt(request, responded);
    }
  }

  private HttpResponse<byte[]> attempt(HttpRequest request, AtomicBoolean responded)
      throws InterruptedException, IOException {
    // Its time begins now, not with the head of the response.
    BoundedBodySubscriber body = BoundedBodySubscriber.complete(server.timeout());
    return client.send(
        request,
        head -> {
          responded.set(true);
          return body;
        });
  }

  /** Tells whether a request without a response was not executed, or may be executed twice. */
  private static boolean isRepeatable(HttpRequest request, IOException e) {
    Throwable cause = cause(e);
    if (e instanceof HttpTimeoutException
        || cause instanceof TimeoutException
        || cause instanceof ProtocolException) {
      return false;
    }
    return cause instanceof ConnectException || !MethodSemantics.writes(request.method());
  }
}
