package dev.ghbilling;

import dev.ghbilling.fixture.Documented;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What makes a fault hit the calls of two operations alike.
 *
 * @param method the HTTP method
 * @param idempotency what a client may do when it is unclear whether a request was carried out
 * @param body whether requests have a body
 * @param pages whether responses come in pages
 * @param streamed whether a response can be read item by item
 * @param removes whether nothing is left to do for a second request
 */
record OperationShape(
    String method,
    Idempotency idempotency,
    boolean body,
    boolean pages,
    boolean streamed,
    boolean removes) {

  static OperationShape of(Operation operation) {
    return new OperationShape(
        operation.method(),
        Idempotency.of(operation),
        operation.requestBody().isPresent(),
        operation.pagination().isPresent(),
        operation.node().has("x-stream"),
        removes(operation));
  }

  /** Returns whether the operation deletes a resource, which isn't there for a second request. */
  static boolean removes(Operation operation) {
    return operation
        .resource()
        .filter(resource -> resource.does() == ResourceOperation.Action.DELETE)
        .isPresent();
  }

  /** Returns the first operation of each shape. */
  static List<Operation> representatives() {
    Map<OperationShape, Operation> first = new LinkedHashMap<>();
    Documented.CONTRACT
        .operations()
        .forEach(operation -> first.putIfAbsent(of(operation), operation));
    return List.copyOf(first.values());
  }

  /** Returns the first operation that a client may treat like this and repeat at will. */
  static Operation representative(Idempotency idempotency) {
    return representatives().stream()
        .filter(operation -> Idempotency.of(operation) == idempotency && !removes(operation))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the first operation whose response can be read item by item. */
  static Operation streamedRepresentative() {
    return representatives().stream()
        .filter(operation -> of(operation).streamed())
        .findFirst()
        .orElseThrow();
  }
}
