package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A trial in which a resource that one owner has is read, changed and deleted by paths of another
 * owner, whose collection has the same form.
 *
 * @param own the collection that has the resource
 * @param before what its own owner's list has of it
 * @param responses the responses to the other owner's operations
 * @param shared whether the other owner's list has it as well; then nothing was sent
 * @param after what its own owner's list has of it after that
 */
record OtherOwnerTrial(
    TestedCollection own,
    List<JsonNode> before,
    Map<Operation, OperationResponse> responses,
    boolean shared,
    List<JsonNode> after) {
  private static final Set<Integer> UNKNOWN = Set.of(403, 404);

  /** Tells whether two collections differ in their owner's part of the path only. */
  static boolean isOfAnotherOwner(TestedCollection one, TestedCollection other) {
    return !one.equals(other) && withoutOwner(one).equals(withoutOwner(other));
  }

  private static String withoutOwner(TestedCollection collection) {
    return collection.path().replaceFirst("^/[^/]+/\\{[^}]+}", "");
  }

  /** Tells whether an operation's path leads to a resource of a collection, or into it. */
  static boolean reaches(Operation operation, TestedCollection collection) {
    return operation.path().startsWith(collection.path() + "/{");
  }

  /** Returns the trial of this run, made on the first call. */
  static OtherOwnerTrial of(CheckContext context, TestedCollection own, TestedCollection reached)
      throws InterruptedException {
    return context.memoize(
        "%s by %s".formatted(own.path(), reached.path()),
        OtherOwnerTrial.class,
        () -> attempt(context, own, reached));
  }

  private static OtherOwnerTrial attempt(
      CheckContext context, TestedCollection own, TestedCollection reached)
      throws InterruptedException {
    // The other owner may be unknown.
    context.request(reached.require(Action.LIST));
    String id = context.created(own.require(Action.CREATE), 1).get(0).id();
    List<JsonNode> before = own.withId(own.list(context), id);
    if (!reached.withId(reached.list(context), id).isEmpty()) {
      return new OtherOwnerTrial(own, before, Map.of(), true, before);
    }
    Map<Operation, OperationResponse> responses = new LinkedHashMap<>();
    for (Operation operation : context.contract().operations()) {
      if (reaches(operation, reached)) {
        String rest = operation.path().substring(reached.path().length() + 2);
        String parameter = rest.substring(0, rest.indexOf('}'));
        responses.put(operation, context.send(context.request(operation, Map.of(parameter, id))));
      }
    }
    List<JsonNode> after = own.withId(own.list(context), id);
    return new OtherOwnerTrial(own, before, responses, false, after);
  }

  /** Expects an operation not to find the resource, and not to change it. */
  Verdict isUnknown(Operation operation) {
    if (shared) {
      return Verdict.notApplicable("the server lists it for both owners");
    }
    OperationResponse response = Objects.requireNonNull(responses.get(operation));
    String where = "%s, which %s made".formatted(response.request(), own.require(Action.CREATE));
    if (!UNKNOWN.contains(response.status())) {
      return Verdict.failed(where, "HTTP 403 or HTTP 404", "HTTP " + response.status());
    }
    if (!MethodSemantics.writes(operation)) {
      return Verdict.passed();
    }
    if (before.isEmpty()) {
      return Verdict.notApplicable("the list doesn't have what was created");
    }
    Operation list = own.require(Action.LIST);
    return after.isEmpty()
        ? Verdict.failed(where + ", then " + list, "it in the list", "none")
        : ExpectedProperties.stored(before.get(0), own)
            .in(after.get(0), list, where + ", then " + list);
  }
}
