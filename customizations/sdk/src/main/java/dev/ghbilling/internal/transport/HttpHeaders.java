package dev.ghbilling.internal.transport;

import feign.Request;
import feign.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The handling of headers as Feign keeps them, by name without case, with values in order. */
public final class HttpHeaders {
  /** GitHub's have some 3 KiB. OkHttp itself stops at 256 KiB. */
  private static final int MAX_SIZE = 64 * 1024;

  /** What HTTP/2 counts for a header besides its name and value, so that empty ones count. */
  private static final int OVERHEAD = 32;

  private HttpHeaders() {}

  /**
   * Returns the response if its headers have at most 64 KiB.
   *
   * @throws IOException when the response has more than 64 KiB of headers; it is closed
   */
  public static Response bounded(Response response) throws IOException {
    if (size(response.headers()) > MAX_SIZE) {
      response.close();
      throw new IOException("the response has more than 64 KiB of headers");
    }
    return response;
  }

  private static long size(Map<String, Collection<String>> headers) {
    long size = 0;
    for (Map.Entry<String, Collection<String>> header : headers.entrySet()) {
      for (String value : header.getValue()) {
        size += header.getKey().length() + value.length() + OVERHEAD;
      }
    }
    return size;
  }

  /** Returns the first value of the header; empty when there is none. */
  public static Optional<String> first(Map<String, Collection<String>> headers, String name) {
    return Optional.ofNullable(value(headers, name));
  }

  static @Nullable String value(Map<String, Collection<String>> headers, String name) {
    Collection<String> values = headers.get(name);
    return values == null || values.isEmpty() ? null : values.iterator().next();
  }

  /** Returns a modifiable copy that finds a name in any case. */
  public static Map<String, Collection<String>> copy(Map<String, Collection<String>> headers) {
    Map<String, Collection<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    return copy;
  }

  /** Returns the same request with the header set to the value. */
  static Request with(Request request, String name, String value) {
    Map<String, Collection<String>> headers = copy(request.headers());
    headers.put(name, List.of(value));
    return with(request, request.url(), headers);
  }

  /** Returns the same request without the header. */
  static Request without(Request request, String name) {
    Map<String, Collection<String>> headers = copy(request.headers());
    return headers.remove(name) == null ? request : with(request, request.url(), headers);
  }

  /** Returns the same request for the URL, with these headers and no others. */
  static Request with(Request request, String url, Map<String, Collection<String>> headers) {
    return Request.create(
        request.httpMethod(),
        url,
        headers,
        request.body(),
        request.charset(),
        request.requestTemplate());
  }

  /** Returns a copy of the headers that keeps the named ones only. */
  static Map<String, Collection<String>> only(
      Map<String, Collection<String>> headers, Collection<String> names) {
    Map<String, Collection<String>> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : names) {
      Collection<String> values = headers.get(name);
      if (values != null) {
        kept.put(name, new ArrayList<>(values));
      }
    }
    return kept;
  }
}
