package dev.ghbilling.conformance.internal.aspect;

import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.Retention;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Selects;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A check that the oldest year, month or day can be asked for of which the contract says so. There
 * may be no items of it.
 *
 * @param retention how far back that is
 */
record OldestPeriod(Operation operation, Retention retention) implements Check.Procedure {
  @Override
  public Verdict run(CheckContext context) throws InterruptedException {
    LocalDate today = context.day(context.successfulResponse(operation));
    OperationResponse response =
        context.response(
            DatedRows.request(context, operation, retention.part(), retention.oldest(today)));
    Expectation.documented(context.contract(), response).orThrow();
    for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
      repeats(response, parameter).orThrow();
    }
    return Verdict.passed();
  }

  private static Verdict repeats(OperationResponse response, Parameter parameter) {
    List<String> asked = response.request().query().getOrDefault(parameter.name(), List.of());
    Optional<Selects> selects =
        Selects.of(parameter).filter(found -> found.isOfDocument() && found.isShown());
    return selects.isEmpty()
            || asked.stream().allMatch(text -> selects.get().takes(response.json(), text))
        ? Verdict.passed()
        : Verdict.failed(
            response.request(),
            "%s at %s".formatted(asked.get(0), selects.get().by()),
            response.json().at(selects.get().by()).toString());
  }
}
