package dev.ghbilling.conformance.internal.input;

import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Checks combinations of query parameters, and parameters that are empty or repeated. */
public final class VariedQueryAspect implements Aspect {
  @Override
  public void derive(Operation operation, Checklist checklist) {
    if (MethodSemantics.writes(operation)) {
      return;
    }
    List<Parameter> parameters = operation.parameters(Parameter.Location.QUERY);
    for (Parameter parameter : parameters) {
      checklist.add(
          operation,
          "query/" + parameter.name() + "/empty",
          Clause.parameter(checklist.contract(), operation, parameter),
          context ->
              new JudgedRequest(context, context.request(operation).withQuery(parameter.name(), ""))
                  .verdict());
    }
    if (parameters.stream().anyMatch(parameter -> !parameter.isList())) {
      checklist.add(
          operation,
          "query/repeated",
          Clause.guideline("a parameter that is repeated by mistake is no error of the server"),
          context -> repeated(context, operation));
    }
    if (QueryFactors.areSeveral(operation)) {
      checklist.add(
          operation,
          "query/pairs",
          Clause.parameter(checklist.contract(), operation, parameters.get(0))
              .replaceFirst("/[0-9]+$", ""),
          context -> pairs(context, operation));
    }
  }

  private static Verdict pairs(CheckContext context, Operation operation)
      throws InterruptedException {
    context.successfulResponse(operation);
    return SmallestRequest.ofFirstFailing(context, new QueryFactors(context, operation).pairs());
  }

  /**
   * Repeats all parameters at once; if that is rejected, it hides the others, so each by itself.
   */
  private static Verdict repeated(CheckContext context, Operation operation)
      throws InterruptedException {
    context.successfulResponse(operation);
    List<OperationRequest> single = new ArrayList<>();
    OperationRequest all = context.request(operation);
    for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
      List<String> known = new KnownValues(context, operation).of(parameter);
      if (!parameter.isList() && !known.isEmpty()) {
        List<String> twice = Collections.nCopies(2, known.get(0));
        all = all.withQuery(parameter.name(), twice);
        single.add(context.request(operation).withQuery(parameter.name(), twice));
      }
    }
    Verdict together = SmallestRequest.ofFirstFailing(context, List.of(all));
    return together.outcome() == Outcome.FAILED || context.response(all).isSuccessful()
        ? together
        : SmallestRequest.ofFirstFailing(context, single);
  }
}
