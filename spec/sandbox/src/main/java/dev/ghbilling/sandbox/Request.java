package dev.ghbilling.sandbox;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A request as it came, its body included. */
final class Request {
  /** What a body may have at most; {@link #body()} has more than that if the request had. */
  static final int MAX_BODY_BYTES = 1 << 20;

  private final String method;
  private final String origin;
  private final String path;
  private final String query;
  private final Map<String, String> headers;
  private final byte[] body;

  /**
   * Takes everything as it is on the wire.
   *
   * @param origin scheme, host and port of this server
   * @param path the path, percent-encoded
   * @param query the query, percent-encoded and without its question mark; empty if there is none
   * @param headers the first value of each header
   */
  Request(
      String method,
      String origin,
      String path,
      String query,
      Map<String, String> headers,
      byte[] body) {
    this.method = method;
    this.origin = origin;
    this.path = path;
    this.query = query;
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    this.headers = Collections.unmodifiableMap(copy);
    this.body = body;
  }

  /** The method; {@code GET} stands for {@code HEAD} too, whose body isn't sent. */
  String method() {
    return method.equals("HEAD") ? "GET" : method;
  }

  /** The method as it was sent, {@code HEAD} included. */
  String sentMethod() {
    return method;
  }

  String origin() {
    return origin;
  }

  String path() {
    return path;
  }

  String query() {
    return query;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The headers, found by name in any case. */
  Map<String, String> headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }
}
