package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.SampleValues;
import dev.ghbilling.spec.Selects;
import dev.ghbilling.spec.Selects.Part;
import java.util.Optional;

/**
 * A check that the response repeats what a parameter asked for, where its items don't show it.
 *
 * @param selects what the parameter selects, by a property of the document
 */
public record RepeatedSelection(Operation operation, Parameter parameter, Selects selects)
    implements Check.Procedure {

  @Override
  public Verdict run(CheckContext context) throws InterruptedException {
    OperationResponse unasked = context.successfulResponse(operation);
    Optional<String> value = value(context, parameter, selects, unasked);
    if (value.isEmpty()) {
      return Verdict.notApplicable("the contract has no example of " + parameter.name());
    }
    OperationRequest request = context.request(operation);
    for (Parameter wider : operation.parameters(Parameter.Location.QUERY)) {
      Optional<Selects> other = Selects.of(wider).filter(this::isWider);
      Optional<String> others =
          other.isPresent() ? value(context, wider, other.get(), unasked) : Optional.empty();
      if (others.isPresent()) {
        request = request.withQuery(wider.name(), others.get());
      }
    }
    OperationResponse response = context.response(request.withQuery(parameter.name(), value.get()));
    Expectation.successful(response).orThrow();
    JsonNode shown = response.json().at(selects.by());
    return selects.takes(response.json(), value.get())
        ? Verdict.passed()
        : Verdict.failed(
            response.request(),
            "%s at %s".formatted(value.get(), selects.by()),
            shown.isMissingNode() ? "nothing there" : shown.toString());
  }

  /** A month means something only in a year, and a day in a month. */
  private boolean isWider(Selects other) {
    return selects.part().isPresent()
        && other.part().isPresent()
        && other.part().get().compareTo(selects.part().get()) < 0;
  }

  /** Returns a value that the response doesn't have unasked, where there is one. */
  private static Optional<String> value(
      CheckContext context, Parameter parameter, Selects selects, OperationResponse unasked)
      throws InterruptedException {
    if (selects.part().isEmpty()) {
      return text(context, parameter);
    }
    int shown = unasked.json().at(selects.by()).asInt();
    if (selects.part().get() == Part.YEAR) {
      // An older year may be refused.
      int current = context.day(unasked).getYear();
      return Optional.of(Integer.toString(shown == current - 1 ? current : current - 1));
    }
    return Optional.of(shown == 1 ? "2" : "1");
  }

  /** Returns an example, an id that the server lists, or any text where that means nothing. */
  public static Optional<String> text(CheckContext context, Parameter parameter)
      throws InterruptedException {
    if (parameter.example().isPresent()) {
      return parameter.example();
    }
    if (GroupSelection.isListed(context.contract(), parameter.name())) {
      return GroupSelection.groups(context, parameter.name()).stream().findFirst();
    }
    return context.server().isLoopback()
        ? Optional.of(new SampleValues(context.contract()).of(parameter).asText())
        : Optional.empty();
  }
}
