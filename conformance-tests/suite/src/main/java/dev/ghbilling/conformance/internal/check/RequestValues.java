package dev.ghbilling.conformance.internal.check;

import java.util.Map;
import java.util.Optional;

/**
 * The values that a person chose for requests.
 *
 * @param pathValues values of path parameters by name, used instead of the first listed ones
 * @param bodies JSON documents by operation id, used instead of the documented examples
 */
public record RequestValues(Map<String, String> pathValues, Map<String, String> bodies) {
  public RequestValues {
    pathValues = Map.copyOf(pathValues);
    bodies = Map.copyOf(bodies);
  }

  Optional<String> pathValue(String parameter) {
    return Optional.ofNullable(pathValues.get(parameter));
  }

  Optional<String> body(String operationId) {
    return Optional.ofNullable(bodies.get(operationId));
  }
}
