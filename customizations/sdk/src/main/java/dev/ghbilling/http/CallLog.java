package dev.ghbilling.http;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log of each exchange, at debug: what is on these lists and nothing else, so no token,
 * no signature and no body. Says once, as a warning, that GitHub announces the end of a version.
 */
final class CallLog implements Client {
  private static final Logger LOG = LoggerFactory.getLogger("dev.ghbilling.http");

  private static final List<String> REQUEST_HEADERS =
      List.of("Accept", "X-GitHub-Api-Version", "If-None-Match");
  private static final List<String> ANSWER_HEADERS =
      List.of(
          "Content-Type",
          "Content-Length",
          "X-GitHub-Request-Id",
          "X-RateLimit-Remaining",
          "X-RateLimit-Reset",
          "X-RateLimit-Resource",
          "Retry-After");
  private static final Set<String> QUERY_PARAMETERS =
      Set.of("year", "month", "day", "hour", "cost_center_id", "page", "per_page");

  private final Client next;
  private final Secrets secrets;
  private final AtomicBoolean warned = new AtomicBoolean();

  CallLog(Client next, Secrets secrets) {
    this.next = next;
    this.secrets = secrets;
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    LOG.atDebug().log(
        () ->
            "%s, attempt %d: %s %s %s"
                .formatted(
                    CurrentCall.get().operation(),
                    CurrentCall.get().attempts(),
                    request.httpMethod(),
                    address(request.url()),
                    listed(request.headers(), REQUEST_HEADERS)));
    Response response = next.execute(request, options);
    LOG.atDebug().log(
        () ->
            "%s: HTTP %d %s"
                .formatted(
                    CurrentCall.get().operation(),
                    response.status(),
                    listed(response.headers(), ANSWER_HEADERS)));
    warnOfTheEnd(response);
    return response;
  }

  private void warnOfTheEnd(Response response) {
    List<String> announced = List.of("Deprecation", "Sunset");
    if (announced.stream().anyMatch(response.headers()::containsKey)
        && warned.compareAndSet(false, true)) {
      LOG.warn(
          "GitHub announces the end of what {} uses: {}",
          CurrentCall.get().operation(),
          listed(response.headers(), announced));
    }
  }

  private static String address(String text) {
    URI url = URI.create(text);
    String query =
        Stream.ofNullable(url.getRawQuery())
            .flatMap(all -> Arrays.stream(all.split("&")))
            .filter(pair -> QUERY_PARAMETERS.contains(pair.replaceFirst("=.*", "")))
            .collect(Collectors.joining("&"));
    return url.getScheme()
        + "://"
        + url.getHost()
        + (url.getPort() < 0 ? "" : ":" + url.getPort())
        + url.getRawPath()
        + (query.isEmpty() ? "" : "?" + query);
  }

  private String listed(Map<String, Collection<String>> headers, List<String> names) {
    return names.stream()
        .filter(headers::containsKey)
        .map(name -> name + ": " + oneLine(String.join(", ", headers.get(name))))
        .collect(Collectors.joining("; ", "[", "]"));
  }

  /** What a server wrote, which may be what it was sent. */
  private String oneLine(String text) {
    return secrets.redact(text).replaceAll("\\p{Cntrl}", " ");
  }
}
