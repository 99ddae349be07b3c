package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.check.OperationSample;
import dev.ghbilling.conformance.internal.check.SimilarValues;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.SampleValues;
import dev.ghbilling.spec.Selects;
import dev.ghbilling.spec.Selects.Part;
import dev.ghbilling.spec.Sums;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks that a parameter selects what has its value, and not what has one like it: a value that
 * lacks a letter, or has a sign that databases and programs read as any text. Where case doesn't
 * matter, the value in another case has to select the same.
 *
 * @param selects what the parameter selects
 */
record ExactSelection(Operation operation, Parameter parameter, Selects selects) {
  private static final int SHORTEST = 3;
  private static final Set<Integer> REFUSALS = Set.of(400, 403, 404, 422);

  /** Adds the checks of a parameter, if it takes any text. */
  static void derive(Operation operation, Parameter parameter, Checklist checklist) {
    Optional<Selects> selects =
        Selects.of(parameter)
            .filter(found -> found.part().isEmpty() && !parameter.schema().has("enum"))
            .filter(found -> SampleValues.type(parameter.schema()).equals("string"))
            .filter(found -> isKnown(checklist.contract(), operation, parameter, found));
    if (selects.isEmpty()) {
      return;
    }
    ExactSelection exact = new ExactSelection(operation, parameter, selects.get());
    String name = "selects/" + parameter.name();
    checklist.add(
        operation,
        name + "/exact",
        Clause.extension(checklist.contract(), operation, parameter, "x-selects"),
        exact::alike);
    if (parameter.node().path("x-ignores-case").asBoolean()) {
      checklist.add(
          operation,
          name + "/case",
          Clause.extension(checklist.contract(), operation, parameter, "x-ignores-case"),
          exact::otherCase);
    }
  }

  /** Tells whether items, rows or a list show values of the parameter that have items. */
  private static boolean isKnown(
      Contract contract, Operation operation, Parameter parameter, Selects selects) {
    return !selects.isOfDocument()
        || (operation.sums().isPresent()
            && (GroupSelection.isListed(contract, parameter.name())
                || where(contract, operation, parameter).isPresent()));
  }

  /** Returns the sums that tell where rows have the values of the parameter. */
  private static Optional<Sums> where(Contract contract, Operation operation, Parameter parameter) {
    return contract.operations().stream()
        .filter(other -> CheckContext.scope(other).equals(CheckContext.scope(operation)))
        .flatMap(other -> other.sums().stream())
        .filter(sums -> sums.where().containsKey(parameter.name()))
        .findFirst();
  }

  private Verdict alike(CheckContext context) throws InterruptedException {
    ValueWithItems known = known(context);
    for (String other : neighbours(context.contract(), operation, selects, known.value)) {
      OperationResponse response =
          context.response(known.request.withQuery(parameter.name(), other));
      if (response.isSuccessful()) {
        selectsNothing(response, known, other).orThrow();
      } else if (!REFUSALS.contains(response.status())) {
        return Verdict.failed(
            response.request(), "no items, or a rejection", "HTTP " + response.status());
      }
    }
    return Verdict.passed();
  }

  private Verdict selectsNothing(OperationResponse response, ValueWithItems known, String other) {
    List<JsonNode> items = items(response);
    boolean shown = selects.isShown() && !selects.isOfDocument();
    boolean sameAsKnown = !items.isEmpty() && isSame(items, known.items);
    boolean wrong =
        shown ? items.stream().anyMatch(item -> !selects.takes(item, other)) : sameAsKnown;
    return wrong
        ? Verdict.failed(
            response.request(),
            "nothing of %s, but for %s".formatted(known.value, other),
            "%d items, the first %s".formatted(items.size(), items.get(0)))
        : Verdict.passed();
  }

  private Verdict otherCase(CheckContext context) throws InterruptedException {
    String other = SimilarValues.inOtherCase(known(context).value);
    return context.compare(
        source -> {
          ValueWithItems known = known(context);
          List<JsonNode> expected = items(source.get(known.request));
          OperationResponse response = source.get(known.request.withQuery(parameter.name(), other));
          List<JsonNode> actual = response.isSuccessful() ? items(response) : List.of();
          return isSame(actual, expected)
              ? Verdict.passed()
              : Verdict.failed(
                  response.request(),
                  "the %d items of %s".formatted(expected.size(), known.value),
                  response.isSuccessful() ? actual.size() + " items" : "HTTP " + response.status());
        });
  }

  private static boolean isSame(List<JsonNode> one, List<JsonNode> other) {
    return one.size() == other.size() && JsonValues.missing(one, other).isEmpty();
  }

  /**
   * Returns values that are nearly the one given, and mean another one: two or, of a report that
   * another kind of account has as well, one.
   */
  static List<String> neighbours(
      Contract contract, Operation operation, Selects selects, String value) {
    if (value.length() < SHORTEST) {
      return List.of();
    }
    String start = value.substring(0, value.length() - 1);
    String wildcards = value.charAt(0) + "_" + start.substring(2) + "%";
    List<String> both =
        Stream.of(start, wildcards).filter(one -> !selects.isSame(one, value)).toList();
    return DatedRows.isFirst(contract, operation) || both.size() < 2
        ? both
        : List.of(OperationSample.form(operation, both));
  }

  private List<JsonNode> items(OperationResponse response) {
    JsonPointer list =
        selects.isOfDocument() ? operation.sums().orElseThrow().items() : selects.items();
    return response.json().at(list).valueStream().toList();
  }

  /**
   * A value that has items.
   *
   * @param request the request that selects them
   */
  private record ValueWithItems(String value, OperationRequest request, List<JsonNode> items) {}

  private ValueWithItems known(CheckContext context) throws InterruptedException {
    return context.memoize(
        "value of %s/%s".formatted(operation.id(), parameter.name()),
        ValueWithItems.class,
        () -> firstWithItems(context));
  }

  private ValueWithItems firstWithItems(CheckContext context) throws InterruptedException {
    if (context.successfulResponse(operation).isExample()
        && selects.isOfDocument()
        && operation.sums().flatMap(Sums::of).isEmpty()) {
      throw new CheckEndedException(
          Verdict.notApplicable("the server responds with an example, whatever is selected"));
    }
    OperationRequest request = request(context);
    for (String value : SimilarValues.of(values(context))) {
      OperationRequest selecting = request.withQuery(parameter.name(), value);
      if (value.length() >= SHORTEST) {
        OperationResponse response = context.response(selecting);
        List<JsonNode> items = response.isSuccessful() ? items(response) : List.of();
        if (!items.isEmpty()) {
          return new ValueWithItems(value, selecting, items);
        }
      }
    }
    throw new CheckEndedException(
        Verdict.notApplicable("no value of %s is known to have items".formatted(parameter.name())));
  }

  /** Returns a request for what has items: the default one, or one for the month of rows. */
  private OperationRequest request(CheckContext context) throws InterruptedException {
    OperationResponse response = context.successfulResponse(operation);
    if (operation.sums().isEmpty() || selects.rest().isPresent() || !items(response).isEmpty()) {
      return response.request();
    }
    List<LocalDate> dates = new ArrayList<>();
    for (DatedRows rows : DatedRows.ofScope(context.contract(), operation).stream().toList()) {
      rows(context).stream().map(rows::date).forEach(dates::add);
    }
    return dates.isEmpty()
        ? context.request(operation)
        : DatedRows.request(context, operation, Part.MONTH, dates.get(0));
  }

  /** Returns the rows that the report of the same enterprise, organization or user shows. */
  private List<JsonNode> rows(CheckContext context) throws InterruptedException {
    Optional<DatedRows> rows = DatedRows.ofScope(context.contract(), operation);
    return rows.isPresent()
        ? rows.get().of(context.successfulResponse(rows.get().operation()))
        : List.of();
  }

  private List<String> values(CheckContext context) throws InterruptedException {
    if (GroupSelection.isListed(context.contract(), parameter.name())) {
      return GroupSelection.some(GroupSelection.groups(context, parameter.name()));
    }
    if (!selects.isOfDocument()) {
      OperationResponse response = context.response(request(context));
      return (response.isSuccessful() ? items(response) : List.<JsonNode>of())
          .stream()
              .map(item -> item.at(selects.by()).asText())
              .filter(text -> !text.isBlank())
              .distinct()
              .toList();
    }
    Sums sums = where(context.contract(), operation, parameter).orElseThrow();
    return rows(context).stream()
        .map(row -> sums.selecting(parameter.name(), row))
        .filter(text -> !text.isBlank())
        .distinct()
        .toList();
  }
}
