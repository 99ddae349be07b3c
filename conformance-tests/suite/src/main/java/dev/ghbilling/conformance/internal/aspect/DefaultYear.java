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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A check that a month without a year is that of the current year. It uses the first month of this
 * year that has rows.
 *
 * @param year the parameter whose default is the current year
 */
record DefaultYear(Operation operation, Parameter year) implements Check.Procedure {
  @Override
  public Verdict run(CheckContext context) throws InterruptedException {
    LocalDate today = context.day(context.successfulResponse(operation));
    List<LocalDate> months = new ArrayList<>();
    for (DatedRows rows : DatedRows.ofScope(context.contract(), operation).stream().toList()) {
      for (JsonNode row : rows.of(context.successfulResponse(rows.operation()))) {
        if (rows.date(row).getYear() == today.getYear()) {
          months.add(rows.date(row).withDayOfMonth(1));
        }
      }
    }
    if (months.isEmpty()) {
      return Verdict.notApplicable("there are no rows of this year");
    }
    OperationRequest given =
        DatedRows.request(context, operation, Part.MONTH, Collections.min(months));
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
