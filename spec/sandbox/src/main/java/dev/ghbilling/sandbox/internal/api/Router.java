package dev.ghbilling.sandbox.internal.api;

import dev.ghbilling.sandbox.internal.http.ErrorResponseException;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.OperationPaths;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A router from a method and a path to an operation. */
public final class Router {
  private final OperationPaths paths;

  /** Routes to these operations. */
  public Router(List<Operation> operations) {
    this.paths = new OperationPaths(operations);
  }

  /**
   * Finds the operation of a method and path.
   *
   * @throws ErrorResponseException 404 when no operation has the path, 405 when the path has
   *     operations of other methods only
   */
  public OperationPaths.Match route(String method, String path) {
    List<OperationPaths.Match> matches = paths.matches(path);
    if (matches.isEmpty()) {
      throw ErrorResponseException.notFound();
    }
    return matches.stream()
        .filter(match -> match.operation().method().equals(method))
        .findFirst()
        .orElseThrow(() -> ErrorResponseException.methodNotAllowed(allowed(matches)));
  }

  private static String allowed(List<OperationPaths.Match> matches) {
    Set<String> methods = new TreeSet<>();
    for (OperationPaths.Match match : matches) {
      methods.add(match.operation().method());
      if (match.operation().method().equals("GET")) {
        methods.add("HEAD");
      }
    }
    return String.join(", ", methods);
  }
}
