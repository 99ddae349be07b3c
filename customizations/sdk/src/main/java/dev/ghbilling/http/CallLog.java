package dev.ghbilling.http;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
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
final class CallLog implements Sender {
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
  private static final List<String> END_HEADERS = List.of("Deprecation", "Sunset");
  private static final Set<String> QUERY_PARAMETERS =
      Set.of("year", "month", "day", "hour", "cost_center_id", "page", "per_page");

  private final Sender next;
  private final Secrets secrets;
  private final AtomicBoolean warned = new AtomicBoolean();

  CallLog(Sender next, Secrets secrets) {
    this.next = next;
    this.secrets = secrets;
  }

  @Override
  public ApiAnswer send(ApiRequest request) throws IOException {
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "{}, attempt {}: {} {} {}",
          CurrentCall.get().operation(),
          CurrentCall.get().attempts(),
          request.method(),
          address(request.url()),
          listed(request.headers(), REQUEST_HEADERS));
    }
    ApiAnswer answer = next.send(request);
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "{}: HTTP {} {}",
          CurrentCall.get().operation(),
          answer.status(),
          listed(answer.headers(), ANSWER_HEADERS));
    }
    warnOfTheEnd(answer.headers());
    return answer;
  }

  private void warnOfTheEnd(HeaderFields headers) {
    if ((headers.has("Deprecation") || headers.has("Sunset"))
        && warned.compareAndSet(false, true)) {
      LOG.warn(
          "GitHub announces the end of what {} uses: {}",
          CurrentCall.get().operation(),
          listed(headers, END_HEADERS));
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

  private String listed(HeaderFields headers, List<String> names) {
    return names.stream()
        .filter(headers::has)
        .map(name -> name + ": " + oneLine(String.join(", ", headers.all(name))))
        .collect(Collectors.joining("; ", "[", "]"));
  }

  /** What a server wrote, which may be what it was sent. */
  private String oneLine(String text) {
    return secrets.redact(text).replaceAll("\\p{Cntrl}", " ");
  }
}
