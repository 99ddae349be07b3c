package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CheckContext.Source;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.check.SimilarValues;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.SampleValues;
import dev.ghbilling.spec.Selects;
import java.util.List;
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
    List<String> values =
        whole(context.request(operation), context::response).stream()
            .map(item -> item.at(selects.by()).asText())
            .filter(text -> !text.isBlank())
            .distinct()
            .toList();
    if (values.isEmpty()) {
      return Verdict.notApplicable("no item has a value to select by");
    }
    for (String value : SimilarValues.of(values)) {
      context.compare(source -> agree(context, source, value)).orThrow();
    }
    // Where all items have the same value, only another one shows whether the parameter is read.
    return values.size() > 1
        ? Verdict.passed()
        : unknown(context.response(request(context, unknown(context, values.get(0)))));
  }

  /** Returns a value that nothing has: of free texts, one that {@link ExactSelection} sends. */
  private String unknown(CheckContext context, String known) {
    boolean free =
        SampleValues.type(parameter.schema()).equals("string") && !parameter.schema().has("enum");
    List<String> neighbours =
        free ? ExactSelection.neighbours(context.contract(), operation, selects, known) : List.of();
    return neighbours.isEmpty() ? SampleValues.UNKNOWN_ID : neighbours.get(0);
  }

  /** Expects the items with a value, all that are listed without asking for it, and no others. */
  private Verdict agree(CheckContext context, Source source, String value)
      throws InterruptedException {
    OperationRequest narrow = request(context, value);
    List<JsonNode> selected = whole(narrow, source);
    for (int i = 0; i < selected.size(); i++) {
      if (!selects.takes(selected.get(i), value)) {
        return Verdict.failed(
            narrow, "only items of " + value, "item %d: %s".formatted(i, selected.get(i)));
      }
    }
    List<JsonNode> all = whole(context.request(operation), source);
    List<JsonNode> missing =
        JsonValues.missing(
            all.stream().filter(item -> selects.takes(item, value)).toList(), selected);
    return missing.isEmpty()
        ? Verdict.passed()
        : Verdict.failed(
            narrow,
            "every item of %s that is listed without asking for it".formatted(value),
            "%d items without %s".formatted(selected.size(), missing.get(0)));
  }

  /** Expects the total of what is selected, not of all. */
  private static Verdict hasItsTotal(PageWalk walk) {
    int items = walk.items().size();
    return !walk.isComplete() || walk.total() == items
        ? Verdict.passed()
        : Verdict.failed(
            walk.pages().get(0).request(),
            "the total of its items, " + items,
            Long.toString(walk.total()));
  }

  /** Returns the items of all pages. */
  private List<JsonNode> whole(OperationRequest request, Source source)
      throws InterruptedException {
    if (operation.pagination().isPresent()) {
      PageWalk walk = PageWalk.of(request, source);
      if (request.query().containsKey(parameter.name())) {
        hasItsTotal(walk).orThrow();
      }
      return walk.items();
    }
    OperationResponse response = source.get(request);
    Expectation.successful(response).orThrow();
    return selects.items(response.json());
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
