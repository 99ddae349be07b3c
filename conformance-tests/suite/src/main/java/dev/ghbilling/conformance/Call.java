package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
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
 * @param path the values of its path parameters
 * @param query the values of its query parameters
 * @param body what it carries
 * @param authenticated whether it has the token
 */
record Call(
    Operation operation,
    Map<String, String> path,
    Map<String, String> query,
    Optional<JsonNode> body,
    boolean authenticated) {

  /** A copy with another value in its path. */
  Call withPath(String name, String value) {
    return new Call(operation, with(path, name, value), query, body, authenticated);
  }

  /** A copy with a query parameter more. */
  Call withQuery(String name, String value) {
    return new Call(operation, path, with(query, name, value), body, authenticated);
  }

  /** A copy without the token. */
  Call anonymous() {
    return new Call(operation, path, query, body, false);
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

  @Override
  public String toString() {
    return operation.method() + " " + target();
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
