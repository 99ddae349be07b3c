package dev.ghbilling.conformance.internal.http;

import dev.ghbilling.conformance.internal.http.OperationRequest.Credentials;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.OperationPaths;
import dev.ghbilling.spec.Parameter;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

  private final OperationPaths paths;

  ClientRequests(List<Operation> operations) {
    this.paths = new OperationPaths(operations);
  }

  /**
   * Returns the request, without its secrets; empty if it is for no operation.
   *
   * @param target the path and query, as they were sent
   */
  Optional<OperationRequest> of(
      String method, URI target, Map<String, List<String>> headers, byte[] body) {
    String sameAs = method.equals("HEAD") ? "GET" : method;
    return paths.matches(target.getRawPath()).stream()
        .filter(match -> match.operation().method().equals(sameAs))
        .findFirst()
        .map(match -> of(match, method, target, headers, body));
  }

  private static OperationRequest of(
      OperationPaths.Match match,
      String method,
      URI target,
      Map<String, List<String>> headers,
      byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    return new OperationRequest(
        match.operation(),
        method,
        match.path(),
        query(match.operation(), Optional.ofNullable(target.getRawQuery()).orElse("")),
        shown(headers),
        Optional.of(text).filter(any -> !any.isEmpty()),
        headers.containsKey("Authorization") ? Credentials.MEMBER : Credentials.NONE,
        Set.of());
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
