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
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A check that a parameter selects the items that have its value, and none for a value that no item
 * has.
 *
 * @param selects what the parameter selects, by a property of each item
 */
record ValueSelection(Operation operation, Parameter parameter, Selects selects)
    implements Check.Procedure {

  @Override
  public Verdict run(CheckContext context) throws InterruptedException {
    Optional<String> value =
        selects.items(context.successfulResponse(operation).json()).stream()
            .map(item -> item.at(selects.by()).asText())
            .filter(text -> !text.isBlank())
            .findFirst();
    if (value.isEmpty()) {
      return Verdict.notApplicable("no item has a value to select by");
    }
    OperationResponse narrow = context.response(request(context, value.get()));
    Expectation.successful(narrow).orThrow();
    List<JsonNode> selected = selects.items(narrow.json());
    if (selected.isEmpty()) {
      return Verdict.failed(narrow.request(), "items of " + value.get(), "none");
    }
    for (JsonNode item : selected) {
      if (!selects.takes(item, value.get())) {
        return Verdict.failed(narrow.request(), "only items of " + value.get(), "an item " + item);
      }
    }
    return unknown(context.response(request(context, SampleValues.UNKNOWN_ID)));
  }

  private Verdict unknown(OperationResponse response) {
    if (!response.isSuccessful()) {
      return Set.of(400, 403, 404, 422).contains(response.status())
          ? Verdict.passed()
          : Verdict.failed(
              response.request(), "no items, or a rejection", "HTTP " + response.status());
    }
    int items = selects.items(response.json()).size();
    return items == 0
        ? Verdict.passed()
        : Verdict.failed(
            response.request(),
            "no items, or a rejection, for an unknown " + parameter.name(),
            items + " items");
  }

  private OperationRequest request(CheckContext context, String value) throws InterruptedException {
    return context.request(operation).withQuery(parameter.name(), value);
  }
}
