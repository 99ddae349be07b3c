package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.state.RenameTrial.Copy;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.Selects;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A resource with the name that selects what belongs to no resource, such as a cost center that is
 * called {@code none}. At a server on this machine, the parameter has to mean the same as before.
 *
 * @param copy the operation, and its parameter
 */
record NamedAsRest(TestedCollection collection, Copy copy) {
  /** Returns the first operation with a value for no resource; empty if there is none. */
  static Optional<NamedAsRest> of(TestedCollection collection) {
    return RenameTrial.of(collection).stream()
        .filter(copy -> selects(copy).rest().isPresent())
        .map(copy -> new NamedAsRest(collection, copy))
        .findFirst();
  }

  private static Selects selects(Copy copy) {
    return Selects.of(copy.parameter()).orElseThrow();
  }

  Verdict isNotSelected(CheckContext context) throws InterruptedException {
    if (!collection.mayInvent(context)) {
      return Verdict.notApplicable("only a server on this machine gets such a name");
    }
    String rest = selects(copy).rest().orElseThrow();
    String id = context.created(collection.require(Action.CREATE), 2).get(1).id();
    JsonPointer name = collection.require(Action.UPDATE).resource().orElseThrow().name();
    JsonNode former = collection.withId(collection.list(context), id).get(0).at(name);
    OperationRequest request = copy.request(context, rest);
    OperationResponse before = successful(context, request);
    OperationRequest update = collection.request(context, Action.UPDATE, id);
    JsonNode body = PartialUpdates.patch(name, TextNode.valueOf(rest));
    if (!context.send(update.withBody(Optional.of(body.toString()))).isSuccessful()) {
      return Verdict.notApplicable("the server refuses the name " + rest);
    }
    OperationResponse after = context.send(request);
    successful(
        context, update.withBody(Optional.of(PartialUpdates.patch(name, former).toString())));
    Expectation.successful(after).orThrow();
    String where = "%s with %s, then %s".formatted(update, body, request);
    if (after.json().at(selects(copy).by()).asText().equals(id)) {
      return Verdict.failed(where, "what belongs to none", "that of " + id);
    }
    for (Map.Entry<String, JsonNode> list : before.json().properties()) {
      List<JsonNode> old = list.getValue().valueStream().toList();
      List<JsonNode> now = after.json().path(list.getKey()).valueStream().toList();
      if (list.getValue().isArray()
          && (!JsonValues.missing(old, now).isEmpty() || !JsonValues.missing(now, old).isEmpty())) {
        return Verdict.failed(
            where,
            "the same %s as before".formatted(list.getKey()),
            "%d others".formatted(now.size()));
      }
    }
    return Verdict.passed();
  }

  private static OperationResponse successful(CheckContext context, OperationRequest request)
      throws InterruptedException {
    OperationResponse response = context.send(request);
    Expectation.successful(response).orThrow();
    return response;
  }
}
