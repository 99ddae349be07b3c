package dev.ghbilling.conformance.internal.http;

import dev.ghbilling.conformance.internal.http.OperationRequest.Credentials;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds the operation that a request of somebody's client is for, and takes the request apart. */
final class ClientRequests {
  /** Headers that never have a secret; any other may be one of a gateway's. */
  private static final Set<String> SHOWN =
      Set.of(
          "accept",
          "accept-encoding",
          "accept-language",
          "content-type",
          "if-modified-since",
          "if-none-match",
          "user-agent",
          "x-github-api-version");

  private static final String WITHHELD = "[withheld]";

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
                query(operation, Optional.ofNullable(target.getRawQuery()).orElse("")),
                shown(headers),
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

  /** Returns the query; a parameter that the contract doesn't have may be a secret. */
  private static Map<String, List<String>> query(Operation operation, String query) {
    Set<String> known =
        operation.parameters(Parameter.Location.QUERY).stream()
            .map(Parameter::name)
            .collect(Collectors.toSet());
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      String name = decoded(parts[0]);
      String value = parts.length == 1 ? "" : decoded(parts[1]);
      values
          .computeIfAbsent(name, unused -> new ArrayList<>())
          .add(known.contains(name) || value.isEmpty() ? value : WITHHELD);
    }
    return values;
  }

  /** Decodes percent signs; the JDK's parser of URIs has seen that they are well-formed. */
  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static Map<String, String> shown(Map<String, List<String>> headers) {
    Map<String, String> shown = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(
        (name, values) -> {
          if (SHOWN.contains(name.toLowerCase(Locale.ROOT))) {
            shown.put(name, String.join(", ", values));
          }
        });
    return shown;
  }
}
