package dev.ghbilling.sandbox.internal.http;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A request as it was received, its body included. */
public final class ServerRequest {
  /**
   * The longest body that is accepted, 1 MiB; {@link #body()} is one byte longer than this when the
   * request's body was longer.
   */
  public static final int MAX_BODY_BYTES = 1 << 20;

  private final String method;
  private final String origin;
  private final String path;
  private final String query;
  private final Map<String, String> headers;
  private final byte[] body;

  /**
   * Creates a request from its parts as they stand on the wire.
   *
   * @param origin scheme, host and port of this server
   * @param path the path, percent-encoded
   * @param query the query, percent-encoded and without its question mark; empty if there is none
   * @param headers the first value of each header
   */
  public ServerRequest(
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

  /** Returns the method; {@code GET} for {@code HEAD}, whose response only lacks its body. */
  public String method() {
    return method.equals("HEAD") ? "GET" : method;
  }

  /** Returns the method as it was sent, {@code HEAD} included. */
  public String sentMethod() {
    return method;
  }

  /** Returns scheme, host and port of the server that received the request. */
  public String origin() {
    return origin;
  }

  /** Returns the path, percent-encoded. */
  public String path() {
    return path;
  }

  /** Returns the query, percent-encoded and without its question mark; empty if there is none. */
  public String query() {
    return query;
  }

  /** Returns the first value of a header; the case of its name doesn't matter. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Returns the first value of each header, looked up without regard to case. */
  public Map<String, String> headers() {
    return headers;
  }

  /** Returns the body, up to one byte more than {@link #MAX_BODY_BYTES}. */
  public byte[] body() {
    return body;
  }
}
