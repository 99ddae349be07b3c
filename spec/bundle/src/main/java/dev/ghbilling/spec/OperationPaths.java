package dev.ghbilling.spec;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The paths of operations, by which a server or a proxy finds the operation that a request is for.
 * Immutable and safe for use by several threads.
 */
public final class OperationPaths {
  /**
   * A match of a path.
   *
   * @param operation an operation that has the path
   * @param path the values of its path parameters by name, decoded
   */
  public record Match(Operation operation, Map<String, String> path) {}

  private final List<Operation> operations;

  /** Matches paths with those of these operations. */
  public OperationPaths(List<Operation> operations) {
    // A literal segment takes precedence over a parameter, which therefore sorts behind it.
    this.operations =
        operations.stream()
            .sorted(Comparator.comparing(operation -> operation.path().replace('{', '\uffff')))
            .toList();
  }

  /**
   * Returns the operations that have a path, each with another method; empty if none has it.
   *
   * @param path the path as it was sent, below the server's URL
   */
  public List<Match> matches(String path) {
    List<Match> matches = new ArrayList<>();
    for (Operation operation : operations) {
      if (matches.isEmpty() || operation.path().equals(matches.get(0).operation().path())) {
        values(operation, path).ifPresent(values -> matches.add(new Match(operation, values)));
      }
    }
    return matches;
  }

  private static Optional<Map<String, String>> values(Operation operation, String path) {
    String[] template = operation.path().split("/", -1);
    String[] segments = path.split("/", -1);
    if (template.length != segments.length) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < template.length; i++) {
      Optional<String> segment = decoded(segments[i]);
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

  /** Decodes a segment; empty if it isn't properly encoded. */
  private static Optional<String> decoded(String segment) {
    try {
      // In a path, unlike in a query, a plus stands for itself.
      String text = segment.replace("+", "%2B");
      return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notEncoded) {
      return Optional.empty();
    }
  }
}
