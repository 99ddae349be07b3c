package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Parameter;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The server under test: one request at a time, no redirects, no second attempts. */
final class Server {
  private static final String AGENT = "ghbilling-conformance";
  private static final int REDIRECTS = 5;
  private static final int BEGINNING = 1024;

  private final ServerUnderTest target;
  private final Manners manners;
  private final HttpClient http;

  Server(ServerUnderTest target, Manners manners) {
    this.target = target;
    this.manners = manners;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(target.timeout())
            .build();
  }

  Manners manners() {
    return manners;
  }

  ServerUnderTest target() {
    return target;
  }

  /**
   * Asks for the base URL itself; any answer will do.
   *
   * @throws UnreachableException when there is none
   */
  void reach() throws UnreachableException, InterruptedException {
    try {
      exchange(
          HttpRequest.newBuilder(target.baseUrl()).header("User-Agent", AGENT).build(),
          BoundedBody.whole());
    } catch (ExecutionException e) {
      throw new UnreachableException(target.baseUrl(), cause(e));
    } catch (TimeoutException e) {
      throw new UnreachableException(target.baseUrl(), e);
    }
  }

  /**
   * Sends a request, when manners allow it.
   *
   * @throws EndedEarly failed, when the server breaks the connection or keeps silent; could not
   *     run, when it can't be reached or a rate limit is used up
   */
  Reply send(Call call) throws InterruptedException {
    manners.before(call);
    Reply reply = exchange(call);
    if (manners.after(reply)) {
      manners.waitForLimit(call);
      reply = exchange(call);
      if (manners.after(reply)) {
        throw new EndedEarly(
            Verdict.couldNotRun(
                call + ": HTTP " + reply.status() + ", the rate limit is used up again"));
      }
    }
    return reply;
  }

  /** Opens an address without credentials, and reads no more than its beginning. */
  Reply open(Call context, URI address) throws InterruptedException {
    URI next = address;
    for (int i = 0; i < REDIRECTS; i++) {
      HttpRequest request = HttpRequest.newBuilder(next).header("User-Agent", AGENT).build();
      Reply reply = exchange(context, request, BoundedBody.beginning(BEGINNING));
      String location = reply.header("Location");
      if (reply.status() / 100 != 3 || location.isEmpty()) {
        return reply;
      }
      next = next.resolve(URI.create(location));
    }
    throw new EndedEarly(Verdict.failed("a download URL", "a file", "one redirect after another"));
  }

  private Reply exchange(Call call) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(target.baseUrl() + call.target()))
            .method(
                call.method(),
                call.body().map(BodyPublishers::ofString).orElse(BodyPublishers.noBody()));
    headers(call)
        .forEach(
            (name, value) ->
                request.header(call.oddSpelling() ? name.toUpperCase(Locale.ROOT) : name, value));
    return exchange(call, request.build(), BoundedBody.whole());
  }

  private Map<String, String> headers(Call call) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("User-Agent", AGENT);
    for (Parameter header : call.operation().parameters(Parameter.Location.HEADER)) {
      JsonNode value = header.schema().get("default");
      if (value != null) {
        headers.put(header.name(), value.asText());
      }
    }
    call.operation()
        .requestBody()
        .map(Body::contentType)
        .filter(type -> call.body().isPresent())
        .ifPresent(type -> headers.put("Content-Type", type));
    String scheme = call.oddSpelling() ? "bearer " : "Bearer ";
    switch (call.sender()) {
      case MEMBER -> headers.put("Authorization", scheme + target.token());
      case OUTSIDER -> headers.put("Authorization", scheme + target.outsiderToken().orElseThrow());
      case NOBODY -> {}
    }
    headers.putAll(call.headers());
    return headers;
  }

  private Reply exchange(Call call, HttpRequest request, BoundedBody body)
      throws InterruptedException {
    try {
      return new Reply(call, exchange(request, body));
    } catch (ExecutionException e) {
      throw new EndedEarly(verdict(call, cause(e)));
    } catch (TimeoutException e) {
      throw new EndedEarly(
          Verdict.failed(
              call, "a whole answer in " + seconds(target.timeout()), "none in that time"));
    }
  }

  private static Verdict verdict(Call call, Throwable cause) {
    if (cause instanceof BoundedBody.TooLargeException) {
      return BoundedBody.tooLarge(call);
    }
    return cause instanceof ConnectException
        ? Verdict.couldNotRun(call + ": " + Reason.of(cause))
        : Verdict.failed(call, "an answer", "none: " + Reason.of(cause));
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }

  private static Throwable cause(ExecutionException e) {
    return e.getCause() == null ? e : e.getCause();
  }

  /** The time covers the body too, which a request's own timeout doesn't. */
  private HttpResponse<byte[]> exchange(HttpRequest request, BoundedBody body)
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, response -> body);
    try {
      return answer.get(target.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      answer.cancel(true);
    }
  }
}
