package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Selects;
import dev.ghbilling.spec.Selects.Part;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A check that a date parameter selects only items of that date, all of which a wider date selects
 * too.
 *
 * @param selects what the parameter selects, which has a part of a date
 */
record DateSelection(Operation operation, Parameter parameter, Selects selects)
    implements Check.Procedure {
  @Override
  public Verdict run(CheckContext context) throws InterruptedException {
    Part part = selects.part().orElseThrow();
    List<JsonNode> any = items(context.successfulResponse(operation));
    if (any.isEmpty()) {
      return Verdict.notApplicable("there are no items to select from");
    }
    LocalDate date = date(operation, any.get(0));
    return part == Part.HOUR ? hours(context, date) : dates(context, part, date);
  }

  private Verdict dates(CheckContext context, Part part, LocalDate date)
      throws InterruptedException {
    OperationResponse narrow = context.response(request(context, operation, part, date));
    List<JsonNode> selected = selected(narrow, part, date);
    if (selected.isEmpty()) {
      return Verdict.failed(narrow.request(), "items of " + date, "none");
    }
    if (part != Part.YEAR) {
      Part wider = part == Part.DAY ? Part.MONTH : Part.YEAR;
      OperationResponse wide = context.response(request(context, operation, wider, date));
      List<JsonNode> missing = JsonValues.missing(selected, selected(wide, wider, date));
      if (!missing.isEmpty()) {
        return Verdict.failed(
            wide.request(),
            "every item of " + narrow.request().target(),
            "none like " + missing.get(0));
      }
    }
    LocalDate before = before(part, date);
    selected(context.response(request(context, operation, part, before)), part, before);
    return Verdict.passed();
  }

  /** Items don't show their hour, but at most one hour can contain the whole day. */
  private Verdict hours(CheckContext context, LocalDate date) throws InterruptedException {
    OperationResponse day = context.response(request(context, operation, Part.DAY, date));
    List<JsonNode> all = selected(day, Part.DAY, date);
    for (int hour = 0; hour < 24; hour++) {
      OperationResponse one =
          context.response(
              request(context, operation, Part.DAY, date)
                  .withQuery(parameter.name(), Integer.toString(hour)));
      List<JsonNode> selected = selected(one, Part.HOUR, date);
      if (selected.size() != all.size() || !JsonValues.missing(selected, all).isEmpty()) {
        return Verdict.passed();
      }
    }
    return Verdict.failed(
        day.request(), "an hour with fewer items than the day", "the whole day for every hour");
  }

  /** Returns the operation's request for the year, month or day that a date is in. */
  static OperationRequest request(
      CheckContext context, Operation operation, Part part, LocalDate date)
      throws InterruptedException {
    OperationRequest request = context.request(operation);
    for (Parameter other : operation.parameters(Parameter.Location.QUERY)) {
      Optional<Part> given = Selects.of(other).flatMap(Selects::part);
      if (given.isPresent() && given.get().compareTo(part) <= 0 && given.get() != Part.HOUR) {
        int number = given.get().of(date.atStartOfDay());
        request = request.withQuery(other.name(), Integer.toString(number));
      }
    }
    return request;
  }

  /** Returns the items of a response, all of which must be of the date. */
  private List<JsonNode> selected(OperationResponse response, Part part, LocalDate date) {
    Expectation.successful(response).orThrow();
    List<JsonNode> items = items(response);
    for (JsonNode item : items) {
      LocalDate actual = date(operation, item);
      if (!same(part, actual, date)) {
        throw new CheckEndedException(
            Verdict.failed(
                response.request(),
                "only items of the same %s as %s"
                    .formatted(part.name().toLowerCase(Locale.ROOT), date),
                "an item of " + actual));
      }
    }
    return items;
  }

  private List<JsonNode> items(OperationResponse response) {
    return selects.items(response.json());
  }

  /** Returns the date of an item of the operation's response. */
  static LocalDate date(Operation operation, JsonNode item) {
    JsonPointer property = dateProperty(operation);
    String text = item.at(property).asText();
    return Selects.time(text)
        .orElseThrow(
            () ->
                new CheckEndedException(
                    Verdict.failed(operation, "a date at " + property + " of each item", text)))
        .toLocalDate();
  }

  private static JsonPointer dateProperty(Operation operation) {
    return operation.parameters(Parameter.Location.QUERY).stream()
        .flatMap(other -> Selects.of(other).stream())
        .filter(other -> other.part().isPresent() && other.isShown())
        .findFirst()
        .orElseThrow()
        .by();
  }

  private static LocalDate before(Part part, LocalDate date) {
    return switch (part) {
      case YEAR -> date.minusYears(1);
      case MONTH -> date.minusMonths(1);
      case DAY, HOUR -> date.minusDays(1);
    };
  }

  private static boolean same(Part part, LocalDate one, LocalDate other) {
    return switch (part) {
      case YEAR -> one.getYear() == other.getYear();
      case MONTH -> same(Part.YEAR, one, other) && one.getMonth() == other.getMonth();
      case DAY, HOUR -> one.equals(other);
    };
  }
}
