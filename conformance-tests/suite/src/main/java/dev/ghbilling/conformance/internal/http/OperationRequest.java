package dev.ghbilling.conformance.internal.http;

import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A request for an operation, possibly with a deliberate fault.
 *
 * @param operation the operation
 * @param method the HTTP method, the operation's own unless that is the fault
 * @param path the values of the path parameters
 * @param query the values of the query parameters, several where one is repeated
 * @param headers the values that replace those of default headers
 * @param body the body
 * @param credentials whose token the request carries
 * @param unusualCase whether header names and the authentication scheme are written in another case
 */
public record OperationRequest(
    Operation operation,
    String method,
    Map<String, String> path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    Optional<String> body,
    Credentials credentials,
    boolean unusualCase) {

  static final String TRANSFER_ENCODING = "Transfer-Encoding";

  /** A token that a request may carry. */
  public enum Credentials {
    /** The token of somebody who may send the request. */
    MEMBER(""),
    /** The token of somebody without any right in the enterprise. */
    OUTSIDER(" with the token of an outsider"),
    /** No token. */
    NONE(" without a token"),
    /** A token of the member's form that nobody has. */
    INVALID(" with an invalid token"),
    /** The member's token without an authentication scheme before it. */
    MALFORMED(" with a token without a scheme"),
    /** An invalid token as the password of another authentication scheme. */
    OTHER_SCHEME(" with an invalid password");

    private final String text;

    Credentials(String text) {
      this.text = text;
    }
  }

  /** Returns a request without query parameters and with the operation's own headers. */
  public static OperationRequest of(
      Operation operation, Map<String, String> path, Optional<String> body) {
    return new OperationRequest(
        operation, operation.method(), path, Map.of(), Map.of(), body, Credentials.MEMBER, false);
  }

  /** Returns a copy with another HTTP method. */
  public OperationRequest withMethod(String other) {
    return new OperationRequest(
        operation, other, path, query, headers, body, credentials, unusualCase);
  }

  /** Returns a copy with another value of a path parameter. */
  public OperationRequest withPath(String name, String value) {
    return new OperationRequest(
        operation, method, with(path, name, value), query, headers, body, credentials, unusualCase);
  }

  /** Returns a copy with this value of a query parameter. */
  public OperationRequest withQuery(String name, String value) {
    return withQuery(name, List.of(value));
  }

  /** Returns a copy in which a query parameter is repeated with these values. */
  public OperationRequest withQuery(String name, List<String> value) {
    return new OperationRequest(
        operation, method, path, with(query, name, value), headers, body, credentials, unusualCase);
  }

  /** Returns a copy without a query parameter. */
  public OperationRequest withoutQuery(String name) {
    Map<String, List<String>> copy = new LinkedHashMap<>(query);
    copy.remove(name);
    return new OperationRequest(
        operation, method, path, copy, headers, body, credentials, unusualCase);
  }

  /** Returns a copy with this value of a header. */
  public OperationRequest withHeader(String name, String value) {
    return new OperationRequest(
        operation, method, path, query, with(headers, name, value), body, credentials, unusualCase);
  }

  /** Returns a copy whose body is sent in chunks, without its length. */
  public OperationRequest inChunks() {
    return withHeader(TRANSFER_ENCODING, "chunked");
  }

  /** Tells whether the body is sent in chunks. */
  public boolean isInChunks() {
    return headers.containsKey(TRANSFER_ENCODING);
  }

  /** Returns a copy with another body. */
  public OperationRequest withBody(Optional<String> other) {
    return new OperationRequest(
        operation, method, path, query, headers, other, credentials, unusualCase);
  }

  /** Returns a copy with another token. */
  public OperationRequest withCredentials(Credentials other) {
    return new OperationRequest(operation, method, path, query, headers, body, other, unusualCase);
  }

  /** Returns a copy that writes in another case what HTTP compares without regard to case. */
  public OperationRequest withUnusualCase() {
    return new OperationRequest(operation, method, path, query, headers, body, credentials, true);
  }

  boolean writes() {
    return MethodSemantics.writes(method);
  }

  /** Returns the path and query that follow the base URL. */
  public String target() {
    String target = operation.path();
    for (Parameter parameter : operation.parameters(Parameter.Location.PATH)) {
      String value = path.get(parameter.name());
      if (value == null) {
        throw new IllegalStateException(operation + " needs a value for " + parameter.name());
      }
      target = target.replace("{" + parameter.name() + "}", encode(value));
    }
    if (query.isEmpty()) {
      return target;
    }
    return query.entrySet().stream()
        .flatMap(entry -> entry.getValue().stream().map(value -> pair(entry.getKey(), value)))
        .collect(Collectors.joining("&", target + "?", ""));
  }

  /** Returns a key that two requests share only when they are the same on the wire. */
  public String key() {
    return String.join(
        "\n",
        method,
        target(),
        headers.toString(),
        body.orElse(""),
        credentials.name(),
        Boolean.toString(unusualCase));
  }

  @Override
  public String toString() {
    return method + " " + target() + credentials.text;
  }

  private static String pair(String name, String value) {
    return encode(name) + "=" + encode(value);
  }

  private static <T> Map<String, T> with(Map<String, T> map, String name, T value) {
    Map<String, T> copy = new LinkedHashMap<>(map);
    copy.put(name, value);
    return copy;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
