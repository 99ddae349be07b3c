package dev.ghbilling.conformance.internal.state;

import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Reference;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.Selects;
import java.util.List;
import java.util.Optional;

/**
 * A reference in a list to the resource that is in effect for the value of a query parameter. For
 * example, {@code effective_budget} refers to the budget of the user in {@code user}.
 *
 * @param parameter the query parameter, whose value the list repeats
 */
record EffectiveReference(TestedCollection collection, Reference reference, Parameter parameter) {
  /** Returns the references in the list of a collection that only some resources may have. */
  static List<EffectiveReference> of(TestedCollection collection) {
    Operation list = collection.require(Action.LIST);
    return Reference.of(collection.contract(), list).stream()
        .filter(reference -> !reference.only().isEmpty())
        .flatMap(
            reference ->
                list.parameters(Parameter.Location.QUERY).stream()
                    .filter(EffectiveReference::isRepeated)
                    .map(parameter -> new EffectiveReference(collection, reference, parameter)))
        .toList();
  }

  private static boolean isRepeated(Parameter parameter) {
    return Selects.of(parameter)
        .filter(selects -> selects.isOfDocument() && selects.isShown())
        .isPresent();
  }

  /**
   * Sends the list request with the parameter's value from the body that created a resource.
   *
   * @return the response; empty if that body has no such value
   */
  Optional<OperationResponse> ask(CheckContext context, CreatedResource created)
      throws InterruptedException {
    String value = value(created);
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(
            context.send(
                context
                    .request(collection.require(Action.LIST))
                    .withQuery(parameter.name(), value)));
  }

  private String value(CreatedResource created) {
    return ExpectedProperties.body(created.response().request()).path(parameter.name()).asText();
  }

  /** Expects the response to refer to the new resource. */
  Verdict refersTo(CreatedResource created, OperationResponse response) {
    Expectation.successful(response).orThrow();
    String shown = response.json().at(reference.place()).asText();
    return shown.equals(created.id())
        ? Verdict.passed()
        : Verdict.failed(
            response.request(),
            "%s at %s, which was created for %s"
                .formatted(created.id(), reference.place(), value(created)),
            shown.isEmpty() ? "none" : shown);
  }
}
