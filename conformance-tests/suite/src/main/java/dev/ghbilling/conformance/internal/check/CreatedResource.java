package dev.ghbilling.conformance.internal.check;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.http.RecordedExchange;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A resource that a run created.
 *
 * @param id its id
 * @param response the response to its creation
 */
public record CreatedResource(String id, OperationResponse response) {

  /**
   * Returns those of a collection that a run created and did not delete, in the order of their
   * creation.
   *
   * @param create the operation that creates them
   * @param writes the exchanges of the run by which operations have changed something
   */
  static List<CreatedResource> among(
      List<RecordedExchange> writes, Contract contract, Operation create) {
    ResourceOperation resource = create.resource().orElseThrow();
    Optional<Operation> delete = contract.operation(Action.DELETE, resource.collection());
    List<CreatedResource> existing = new ArrayList<>();
    for (RecordedExchange exchange : writes) {
      if (exchange.request().operation().equals(create)) {
        exchange.response().flatMap(created -> of(contract, created)).ifPresent(existing::add);
      } else if (delete.filter(exchange.request().operation()::equals).isPresent()) {
        String id = exchange.request().path().get(parameter(delete.get()));
        existing.removeIf(created -> created.id().equals(id));
      }
    }
    return existing;
  }

  /** Returns the resource in the response to its creation; empty if that has no id. */
  public static Optional<CreatedResource> of(Contract contract, OperationResponse response) {
    ResourceOperation resource = response.request().operation().resource().orElseThrow();
    try {
      JsonNode id =
          response.json().at(resource.item()).at(idPointer(contract, resource.collection()));
      return id.isValueNode() && !id.isNull() && !id.asText().isEmpty()
          ? Optional.of(new CreatedResource(id.asText(), response))
          : Optional.empty();
    } catch (CheckEndedException notJson) {
      return Optional.empty();
    }
  }

  /** Tells whether an operation creates or updates nothing but what the run can delete. */
  public static boolean isOwn(Contract contract, Operation operation) {
    return operation
        .resource()
        .filter(resource -> Set.of(Action.CREATE, Action.UPDATE).contains(resource.does()))
        .filter(resource -> contract.operation(Action.DELETE, resource.collection()).isPresent())
        .isPresent();
  }

  /** Returns where a resource of the collection has the id that paths name it by. */
  public static JsonPointer idPointer(Contract contract, String collection) {
    return Stream.of(Action.GET, Action.UPDATE, Action.DELETE)
        .flatMap(does -> contract.operation(does, collection).stream())
        .map(operation -> operation.resource().orElseThrow().id())
        .findFirst()
        .orElse(JsonPointer.compile("/id"));
  }

  private static String parameter(Operation operation) {
    return operation.resource().flatMap(ResourceOperation::parameter).orElseThrow();
  }
}
