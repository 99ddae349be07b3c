package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.check.Rejection;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Selects.Part;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A check that a month with a zero or a blank before it is refused or is that month, and not any
 * month of the year. It uses a month that has rows.
 *
 * @param month the parameter that gives the month
 * @param before what stands before the number
 */
record MonthSpelling(Operation operation, Parameter month, String before)
    implements Check.Procedure {
  @Override
  public Verdict run(CheckContext context) throws InterruptedException {
    context.successfulResponse(operation);
    Optional<LocalDate> date = Optional.empty();
    for (DatedRows rows : DatedRows.ofScope(context.contract(), operation).stream().toList()) {
      for (JsonNode row : rows.of(context.successfulResponse(rows.operation()))) {
        date = Optional.of(rows.date(row));
      }
    }
    if (date.isEmpty()) {
      return Verdict.notApplicable("no month is known to have rows");
    }
    OperationRequest plain = DatedRows.request(context, operation, Part.MONTH, date.get());
    OperationRequest spelled = plain.withQuery(month.name(), before + date.get().getMonthValue());
    return context.compare(
        source -> {
          OperationResponse response = source.get(spelled);
          return Rejection.INVALID_INPUT.contains(response.status())
              ? Verdict.passed()
              : isSame(response, source.get(plain));
        });
  }

  private static Verdict isSame(OperationResponse response, OperationResponse plain) {
    if (!plain.isSuccessful()) {
      return Verdict.notApplicable("the server rejects the month in its usual spelling");
    }
    Expectation.successful(response).orThrow();
    return JsonValues.normalized(response.json()).equals(JsonValues.normalized(plain.json()))
        ? Verdict.passed()
        : Verdict.failed(
            response.request(),
            "a rejection, or the response to " + plain.request().target(),
            "another one");
  }
}
