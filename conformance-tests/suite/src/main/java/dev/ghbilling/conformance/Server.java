package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Parameter;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The server under test: one request at a time, no redirects, no second attempts. */
final class Server {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();
  private final URI baseUrl;
  private final String token;

  Server(URI baseUrl, String token) {
    this.baseUrl = baseUrl;
    this.token = token;
  }

  /**
   * Asks for the base URL itself; any answer will do.
   *
   * @throws UnreachableException when there is none
   */
  void reach() throws UnreachableException, InterruptedException {
    try {
      exchange(HttpRequest.newBuilder(baseUrl).header("User-Agent", "ghbilling-conformance"));
    } catch (ExecutionException e) {
      throw new UnreachableException(baseUrl, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw new UnreachableException(baseUrl, e);
    }
  }

  /**
   * Sends a request.
   *
   * @throws EndedEarly failed, when the server breaks the connection or keeps silent; could not
   *     run, when it can't be reached or a rate limit is used up
   */
  Reply send(Call call) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(baseUrl + call.target()))
            .header("User-Agent", "ghbilling-conformance")
            .method(call.operation().method(), body(call));
    call.operation()
        .requestBody()
        .map(Body::contentType)
        .filter(type -> call.body().isPresent())
        .ifPresent(type -> request.header("Content-Type", type));
    for (Parameter header : call.operation().parameters(Parameter.Location.HEADER)) {
      JsonNode value = header.schema().get("default");
      if (value != null) {
        request.header(header.name(), value.asText());
      }
    }
    if (call.authenticated()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      Reply reply = new Reply(call, exchange(request));
      if (limited(reply)) {
        throw new EndedEarly(
            Verdict.couldNotRun(call + ": HTTP " + reply.status() + ", the rate limit is used up"));
      }
      return reply;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String message = call + ": " + Reason.of(cause);
      throw new EndedEarly(
          cause instanceof ConnectException
              ? Verdict.couldNotRun(message)
              : Verdict.failed(message));
    } catch (TimeoutException e) {
      throw new EndedEarly(
          Verdict.failed(call + ": no whole answer in " + ANSWER.toSeconds() + " s"));
    }
  }

  /** A text without the token, which a server may have repeated. */
  String redacted(String text) {
    return text.replace(token, "[token]");
  }

  private static BodyPublisher body(Call call) {
    return call.body()
        .map(json -> BodyPublishers.ofString(json.toString()))
        .orElse(BodyPublishers.noBody());
  }

  /** The time covers the body too, which a request's own timeout doesn't. */
  private HttpResponse<byte[]> exchange(HttpRequest.Builder request)
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request.build(), BodyHandlers.ofByteArray());
    try {
      return answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      answer.cancel(true);
    }
  }

  private static boolean limited(Reply reply) {
    return reply.status() == 429
        || (reply.status() == 403
            && (reply.headers().firstValue("Retry-After").isPresent()
                || reply.headers().firstValue("X-RateLimit-Remaining").orElse("").equals("0")));
  }
}
