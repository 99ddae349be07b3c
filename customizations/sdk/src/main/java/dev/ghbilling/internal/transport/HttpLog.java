package dev.ghbilling.internal.transport;

import dev.ghbilling.internal.text.OneLine;
import dev.ghbilling.internal.token.Credentials;
import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client that logs each exchange at debug: method, address, status, and the headers on these
 * lists. No token, no signature and no body is logged. It warns once when GitHub announces the end
 * of an API version.
 */
public final class HttpLog implements Client {
  private static final Logger LOG = LoggerFactory.getLogger("dev.ghbilling.call");

  private static final List<String> REQUEST_HEADERS =
      List.of("Accept", "X-GitHub-Api-Version", "If-None-Match");
  private static final List<String> RESPONSE_HEADERS =
      List.of(
          "Content-Type",
          "Content-Length",
          "X-GitHub-Request-Id",
          "X-RateLimit-Remaining",
          "X-RateLimit-Reset",
          "X-RateLimit-Resource",
          "Retry-After");
  private static final List<String> END_OF_VERSION_HEADERS = List.of("Deprecation", "Sunset");

  private final Client next;
  private final Credentials credentials;
  private final String api;
  private final AtomicBoolean warned = new AtomicBoolean();

  /**
   * Creates the client.
   *
   * @param credentials redacts the values of headers
   * @param baseUrl the API's base URL: the query of any other address may be a signature
   */
  public HttpLog(Client next, Credentials credentials, String baseUrl) {
    this.next = next;
    this.credentials = credentials;
    this.api = baseUrl + "/";
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    AttemptOptions attempt = AttemptOptions.of(options);
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "{}, attempt {}: {} {} {}",
          attempt.operation(),
          attempt.attempt(),
          request.httpMethod(),
          address(request.url()),
          listed(request.headers(), REQUEST_HEADERS));
    }
    Response response = next.execute(request, options);
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "{}: HTTP {} {}",
          attempt.operation(),
          response.status(),
          listed(response.headers(), RESPONSE_HEADERS));
    }
    warnOfEnd(attempt.operation(), response.headers());
    return response;
  }

  private void warnOfEnd(String operation, Map<String, Collection<String>> headers) {
    if (END_OF_VERSION_HEADERS.stream().anyMatch(headers::containsKey)
        && warned.compareAndSet(false, true)) {
      LOG.warn(
          "GitHub announces the end of the API version that {} uses: {}",
          operation,
          listed(headers, END_OF_VERSION_HEADERS));
    }
  }

  private String address(String url) {
    if (url.startsWith(api)) {
      return oneLine(url);
    }
    URI other = URI.create(url);
    String port = other.getPort() < 0 ? "" : ":" + other.getPort();
    return other.getScheme() + "://" + other.getHost() + port + other.getRawPath();
  }

  private String listed(Map<String, Collection<String>> headers, List<String> names) {
    return names.stream()
        .filter(headers::containsKey)
        .map(name -> name + ": " + oneLine(String.join(", ", headers.get(name))))
        .collect(Collectors.joining("; ", "[", "]"));
  }

  /** Redacts a text of the server's, which may repeat what it was sent. */
  private String oneLine(String text) {
    return OneLine.of(credentials.redact(text));
  }
}
