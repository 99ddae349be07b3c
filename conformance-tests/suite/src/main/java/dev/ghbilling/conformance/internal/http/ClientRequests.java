package dev.ghbilling.conformance.internal.http;

import dev.ghbilling.conformance.internal.http.OperationRequest.Credentials;
import dev.ghbilling.spec.Operation;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds the operation that a request of somebody's client is for, and takes the request apart. */
final class ClientRequests {
  /** Headers with secrets, and those that belong to a connection. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "authorization",
          "connection",
          "content-length",
          "cookie",
          "host",
          "proxy-authorization",
          "transfer-encoding");

  private final List<Operation> operations;

  ClientRequests(List<Operation> operations) {
    // A literal segment takes precedence over a parameter, which therefore sorts behind it.
    this.operations =
        operations.stream()
            .sorted(Comparator.comparing(operation -> operation.path().replace('{', '\uffff')))
            .toList();
  }

  /**
   * Returns the request, without its secrets; empty if it is for no operation.
   *
   * @param target the path and query, as they were sent
   */
  Optional<OperationRequest> of(
      String method, URI target, Map<String, List<String>> headers, byte[] body) {
    for (Operation operation : operations) {
      boolean same =
          operation.method().equals(method)
              || (method.equals("HEAD") && operation.method().equals("GET"));
      Optional<Map<String, String>> path =
          same ? path(operation, target.getRawPath()) : Optional.empty();
      if (path.isPresent()) {
        String text = new String(body, StandardCharsets.UTF_8);
        return Optional.of(
            new OperationRequest(
                operation,
                method,
                path.get(),
                query(Optional.ofNullable(target.getRawQuery()).orElse("")),
                withoutSecrets(headers),
                Optional.of(text).filter(any -> !any.isEmpty()),
                headers.containsKey("Authorization") ? Credentials.MEMBER : Credentials.NONE,
                false));
      }
    }
    return Optional.empty();
  }

  private static Optional<Map<String, String>> path(Operation operation, String path) {
    String[] template = operation.path().split("/", -1);
    String[] segments = path.split("/", -1);
    if (template.length != segments.length) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < template.length; i++) {
      String segment = decoded(segments[i].replace("+", "%2B"));
      if (template[i].startsWith("{") && !segment.isEmpty()) {
        values.put(template[i].substring(1, template[i].length() - 1), segment);
      } else if (!template[i].equals(segment)) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  private static Map<String, List<String>> query(String query) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      values
          .computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
          .add(parts.length == 1 ? "" : decoded(parts[1]));
    }
    return values;
  }

  /** Decodes percent signs; the JDK's parser of URIs has seen that they are well-formed. */
  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static Map<String, String> withoutSecrets(Map<String, List<String>> headers) {
    Map<String, String> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> kept.put(name, String.join(", ", values)));
    kept.keySet().removeAll(LEFT_OUT);
    return kept;
  }
}
