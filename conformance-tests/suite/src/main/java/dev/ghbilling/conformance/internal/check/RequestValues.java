package dev.ghbilling.conformance.internal.check;

import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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

  /**
   * Makes sure that a person chose what an operation changes at a server where it matters. The
   * documented bodies would limit somebody's spending, or charge a stranger; a report that is
   * prepared changes nothing.
   *
   * @throws CheckEndedException not applicable, when a choice is missing
   */
  void requireChosen(Contract contract, Operation operation) {
    operation.resource().ifPresent(resource -> requireChosen(contract, operation, resource));
  }

  private void requireChosen(Contract contract, Operation operation, ResourceOperation resource) {
    String needed =
        switch (resource.does()) {
          case LIST, GET -> "";
          case CREATE ->
              resource.progress().isPresent() || body(operation.id()).isPresent()
                  ? ""
                  : "--body %s=FILE with what to create".formatted(operation.id());
          case UPDATE, DELETE ->
              contract.operation(Action.CREATE, resource.collection()).isPresent()
                  ? ""
                  : "an operation that creates what %s changes".formatted(operation);
          case ADD, REMOVE -> membersNeeded(contract, resource);
        };
    if (!needed.isEmpty()) {
      throw new CheckEndedException(
          Verdict.notAsked(
              "--value and --body for what they write",
              "at a remote server, %s needs %s".formatted(operation, needed)));
    }
  }

  private String membersNeeded(Contract contract, ResourceOperation resource) {
    List<String> both =
        Stream.of(Action.ADD, Action.REMOVE)
            .flatMap(does -> contract.operation(does, resource.collection()).stream())
            .map(Operation::id)
            .toList();
    String parameter = resource.parameter().orElseThrow();
    return pathValue(parameter).isPresent() && bodies.keySet().containsAll(both)
        ? ""
        : "--value %s=ID and --body with the members for %s"
            .formatted(parameter, String.join(" and ", both));
  }
}
