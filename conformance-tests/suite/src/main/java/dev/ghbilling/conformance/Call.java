package dev.ghbilling.conformance;

import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A request for an operation.
 *
 * @param operation the operation
 * @param method the HTTP method, the operation's unless it is at fault
 * @param path the values of its path parameters
 * @param query the values of its query parameters
 * @param headers the values of headers that are not to be as usual
 * @param body what it carries
 * @param sender who sends it
 * @param oddSpelling whether what HTTP compares without regard to case is spelled unusually
 */
record Call(
    Operation operation,
    String method,
    Map<String, String> path,
    Map<String, String> query,
    Map<String, String> headers,
    Optional<String> body,
    Sender sender,
    boolean oddSpelling) {

  /** Whose token a request carries. */
  enum Sender {
    /** Who may do it. */
    MEMBER(""),
    /** Somebody without any right in the enterprise. */
    OUTSIDER(" with the token of an outsider"),
    /** Nobody: there is no token. */
    NOBODY(" without a token");

    private final String text;

    Sender(String text) {
      this.text = text;
    }
  }

  /** An operation's usual request. */
  static Call usual(Operation operation, Map<String, String> path, Optional<String> body) {
    return new Call(
        operation, operation.method(), path, Map.of(), Map.of(), body, Sender.MEMBER, false);
  }

  Call withMethod(String other) {
    return new Call(operation, other, path, query, headers, body, sender, oddSpelling);
  }

  /** A copy with another value in its path. */
  Call withPath(String name, String value) {
    return new Call(
        operation, method, with(path, name, value), query, headers, body, sender, oddSpelling);
  }

  /** A copy with a query parameter more. */
  Call withQuery(String name, String value) {
    return new Call(
        operation, method, path, with(query, name, value), headers, body, sender, oddSpelling);
  }

  Call withHeader(String name, String value) {
    return new Call(
        operation, method, path, query, with(headers, name, value), body, sender, oddSpelling);
  }

  Call withBody(Optional<String> other) {
    return new Call(operation, method, path, query, headers, other, sender, oddSpelling);
  }

  Call from(Sender other) {
    return new Call(operation, method, path, query, headers, body, other, oddSpelling);
  }

  Call spelledOddly() {
    return new Call(operation, method, path, query, headers, body, sender, true);
  }

  boolean writes() {
    return !(method.equals("GET") || method.equals("HEAD"));
  }

  /** Path and query, as they follow the base URL. */
  String target() {
    String target = operation.path();
    for (Parameter parameter : operation.parameters(Parameter.Location.PATH)) {
      String value = path.get(parameter.name());
      if (value == null) {
        throw new IllegalStateException(operation + " without " + parameter.name());
      }
      target = target.replace("{" + parameter.name() + "}", encode(value));
    }
    if (query.isEmpty()) {
      return target;
    }
    return query.entrySet().stream()
        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&", target + "?", ""));
  }

  /** The same for two requests that don't differ. */
  String key() {
    return String.join(
        "\n",
        method,
        target(),
        headers.toString(),
        body.orElse(""),
        sender.name(),
        Boolean.toString(oddSpelling));
  }

  @Override
  public String toString() {
    return method + " " + target() + sender.text;
  }

  private static Map<String, String> with(Map<String, String> map, String name, String value) {
    Map<String, String> copy = new LinkedHashMap<>(map);
    copy.put(name, value);
    return copy;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
