package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Selects.Part;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A check that a month without a year is that of the current year. It uses a month before the
 * current one that has rows in some year, which tells it from the same month of that year.
 *
 * @param year the parameter whose default is the current year
 */
record DefaultYear(Operation operation, Parameter year) implements Check.Procedure {
  @Override
  public Verdict run(CheckContext context) throws InterruptedException {
    LocalDate today = context.day(context.successfulResponse(operation));
    Optional<LocalDate> month = Optional.empty();
    for (DatedRows rows : DatedRows.ofScope(context.contract(), operation).stream().toList()) {
      for (JsonNode row : rows.of(context.successfulResponse(rows.operation()))) {
        LocalDate date = rows.date(row).withDayOfMonth(1);
        month = date.getMonthValue() < today.getMonthValue() ? Optional.of(date) : month;
      }
    }
    if (month.isEmpty()) {
      return Verdict.notApplicable("no month before the current one has rows in any year");
    }
    OperationRequest given =
        DatedRows.request(context, operation, Part.MONTH, month.get().withYear(today.getYear()));
    OperationRequest without = given.withoutQuery(year.name());
    return context.compare(source -> isSame(context, source.get(given), source.get(without)));
  }

  private static Verdict isSame(
      CheckContext context, OperationResponse given, OperationResponse without) {
    Expectation.documented(context.contract(), given).orThrow();
    Expectation.documented(context.contract(), without).orThrow();
    return JsonValues.normalized(without.json()).equals(JsonValues.normalized(given.json()))
        ? Verdict.passed()
        : Verdict.failed(
            without.request(), "the response to " + given.request().target(), "another one");
  }
}
