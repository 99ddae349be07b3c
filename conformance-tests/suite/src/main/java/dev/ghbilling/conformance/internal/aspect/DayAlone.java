package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CheckContext.Source;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Selects.Part;
import dev.ghbilling.spec.Sums;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A check that a day without a month isn't dropped where rows don't show their date. Without a year
 * as well, it is one of the current month. With a year, the contract doesn't say of which month it
 * is, but it can't have the usage of another day. A server may refuse both.
 *
 * @param sums where the rows are
 * @param day the parameter that gives the day
 */
record DayAlone(Operation operation, Sums sums, Parameter day) implements Check.Procedure {
  private static final Set<Integer> REFUSALS = Set.of(400, 404, 422);

  @Override
  public Verdict run(CheckContext context) throws InterruptedException {
    OperationResponse first = context.successfulResponse(operation);
    if (first.isExample() && sums.of().isEmpty()) {
      return Verdict.notApplicable("the server responds with an example, whatever is selected");
    }
    LocalDate today = context.day(first);
    Optional<LocalDate> date =
        sums.of().isPresent()
            ? dateOfRows(context)
            : new PeriodSums(operation, sums, Part.DAY).dayWithRows(context);
    if (date.isEmpty()) {
      return Verdict.notApplicable("no day is known to have rows");
    }
    context.compare(source -> ofYear(context, source, date.get())).orThrow();
    int number = Math.min(date.get().getDayOfMonth(), today.getDayOfMonth());
    return context.compare(source -> ofMonth(context, source, today.withDayOfMonth(number)));
  }

  /** Returns the first date of rows of the report that is summed up, if there are some of it. */
  private Optional<LocalDate> dateOfRows(CheckContext context) throws InterruptedException {
    for (DatedRows rows : DatedRows.ofScope(context.contract(), operation).stream().toList()) {
      for (JsonNode row : rows.of(context.successfulResponse(rows.operation()))) {
        LocalDate date = rows.date(row);
        OperationRequest whole = DatedRows.request(context, operation, Part.DAY, date);
        return rows(context.response(whole)).isEmpty() ? Optional.empty() : Optional.of(date);
      }
    }
    return Optional.empty();
  }

  /** Expects another day of a year to lack the rows of a day, which those of the year have. */
  private Verdict ofYear(CheckContext context, Source source, LocalDate date)
      throws InterruptedException {
    OperationRequest year = DatedRows.request(context, operation, Part.YEAR, date);
    String other = Integer.toString(date.getDayOfMonth() % 28 + 1);
    OperationResponse response = source.get(year.withQuery(day.name(), other));
    if (REFUSALS.contains(response.status())) {
      return Verdict.passed();
    }
    Expectation.successful(response).orThrow();
    OperationResponse whole = source.get(year);
    Expectation.successful(whole).orThrow();
    return isSame(rows(response), rows(whole))
        ? Verdict.failed(
            response.request(),
            "not the rows of %s, or a rejection".formatted(date),
            "those of the whole year")
        : Verdict.passed();
  }

  /** Expects a day alone to be that of the current month. */
  private Verdict ofMonth(CheckContext context, Source source, LocalDate date)
      throws InterruptedException {
    OperationRequest whole = DatedRows.request(context, operation, Part.DAY, date);
    String number = Integer.toString(date.getDayOfMonth());
    OperationResponse response =
        source.get(context.request(operation).withQuery(day.name(), number));
    if (REFUSALS.contains(response.status())) {
      return Verdict.passed();
    }
    Expectation.successful(response).orThrow();
    List<JsonNode> expected = rows(source.get(whole));
    return isSame(rows(response), expected)
        ? Verdict.passed()
        : Verdict.failed(
            response.request(),
            "the %d rows of %s, or a rejection".formatted(expected.size(), whole.target()),
            rows(response).size() + " rows");
  }

  private List<JsonNode> rows(OperationResponse response) {
    return response.isSuccessful()
        ? response.json().at(sums.items()).valueStream().toList()
        : List.of();
  }

  private static boolean isSame(List<JsonNode> one, List<JsonNode> other) {
    return one.size() == other.size() && JsonValues.missing(one, other).isEmpty();
  }
}
