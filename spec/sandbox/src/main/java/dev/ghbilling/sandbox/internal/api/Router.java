package dev.ghbilling.sandbox.internal.api;

import dev.ghbilling.sandbox.internal.http.ErrorResponseException;
import dev.ghbilling.sandbox.internal.http.PercentCodec;
import dev.ghbilling.spec.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A router from a method and a path to an operation. */
public final class Router {
  /**
   * A match of a request.
   *
   * @param operation the operation that the request is for
   * @param path the values of its path parameters, decoded
   */
  public record Route(Operation operation, Map<String, String> path) {}

  private final List<Operation> operations;

  /** Routes to these operations. */
  public Router(List<Operation> operations) {
    // A literal segment takes precedence over a parameter, which therefore sorts behind it.
    this.operations =
        operations.stream()
            .sorted(Comparator.comparing(operation -> operation.path().replace('{', '\uffff')))
            .toList();
  }

  /**
   * Finds the operation of a method and path.
   *
   * @throws ErrorResponseException 404 when no operation has the path, 405 when the path has
   *     operations of other methods only
   */
  public Route route(String method, String path) {
    List<Route> sameTemplate = new ArrayList<>();
    for (Operation operation : operations) {
      if (sameTemplate.isEmpty()
          || operation.path().equals(sameTemplate.get(0).operation().path())) {
        match(operation, path).ifPresent(values -> sameTemplate.add(new Route(operation, values)));
      }
    }
    if (sameTemplate.isEmpty()) {
      throw ErrorResponseException.notFound();
    }
    return sameTemplate.stream()
        .filter(route -> route.operation().method().equals(method))
        .findFirst()
        .orElseThrow(() -> ErrorResponseException.methodNotAllowed(allowed(sameTemplate)));
  }

  private static Optional<Map<String, String>> match(Operation operation, String path) {
    String[] template = operation.path().split("/", -1);
    String[] segments = path.split("/", -1);
    if (template.length != segments.length) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < template.length; i++) {
      Optional<String> segment = PercentCodec.decodeSegment(segments[i]);
      if (segment.isEmpty()) {
        return Optional.empty();
      }
      if (template[i].startsWith("{") && !segment.get().isEmpty()) {
        values.put(template[i].substring(1, template[i].length() - 1), segment.get());
      } else if (!template[i].equals(segment.get())) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  private static String allowed(List<Route> routes) {
    Set<String> methods = new TreeSet<>();
    for (Route route : routes) {
      methods.add(route.operation().method());
      if (route.operation().method().equals("GET")) {
        methods.add("HEAD");
      }
    }
    return String.join(", ", methods);
  }
}
