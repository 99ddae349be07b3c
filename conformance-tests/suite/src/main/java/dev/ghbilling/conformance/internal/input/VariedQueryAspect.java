package dev.ghbilling.conformance.internal.input;

import dev.ghbilling.conformance.internal.aspect.GroupSelection;
import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.check.OperationSample;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationRequest.Spelling;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.SampleValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Checks combinations of query parameters, and parameters that are empty or repeated. */
public final class VariedQueryAspect implements Aspect {
  private static final String LETTERS = "Zo\u00eb's +%&=#/\u6f22\u5b57\ud83d\ude80".repeat(6);

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
          context -> empty(context, operation, parameter));
    }
    if (OperationSample.REPEATED_PARAMETERS.includes(operation)
        && parameters.stream().anyMatch(parameter -> !parameter.isList())) {
      checklist.add(
          operation,
          "query/repeated",
          Clause.guideline("a parameter that is repeated by mistake is no error of the server"),
          context -> repeated(context, operation));
    }
    if (parameters.stream().anyMatch(one -> isFree(checklist.contract(), one))) {
      checklist.add(
          operation,
          "query/non-ascii",
          ofParameters(checklist, operation),
          context -> letters(context, operation));
    }
    if (QueryFactors.areSeveral(operation)) {
      checklist.add(
          operation,
          "query/equivalent-url",
          Clause.rfc(3986, "6.2.2.2"),
          context -> spelling(context, operation));
      checklist.add(
          operation,
          "query/pairs",
          ofParameters(checklist, operation),
          context -> pairs(context, operation));
    }
  }

  private static String ofParameters(Checklist checklist, Operation operation) {
    Parameter first = operation.parameters(Parameter.Location.QUERY).get(0);
    return Clause.parameter(checklist.contract(), operation, first).replaceFirst("/[0-9]+$", "");
  }

  /** Tells whether a parameter takes any text. */
  private static boolean isText(Parameter parameter) {
    return SampleValues.type(parameter.schema()).equals("string")
        && !parameter.schema().has("enum")
        && !parameter.schema().has("format");
  }

  /**
   * Tells whether a parameter takes any text. Of an id that nothing has, a server may refuse any
   * spelling before it reads anything else.
   */
  private static boolean isFree(Contract contract, Parameter parameter) {
    return isText(parameter) && !GroupSelection.isListed(contract, parameter.name());
  }

  /** Sends all texts empty at once, and all other parameters; if that fails, the one by itself. */
  private static Verdict empty(CheckContext context, Operation operation, Parameter parameter)
      throws InterruptedException {
    OperationRequest together = context.request(operation);
    for (Parameter other : operation.parameters(Parameter.Location.QUERY)) {
      together =
          isText(other) == isText(parameter) ? together.withQuery(other.name(), "") : together;
    }
    OperationRequest alone = context.request(operation).withQuery(parameter.name(), "");
    return new JudgedRequest(context, together).verdict().outcome() == Outcome.PASSED
        ? Verdict.passed()
        : new JudgedRequest(context, alone).verdict();
  }

  /** Sends a long text with letters of other scripts, and signs that mean something in a URL. */
  private static Verdict letters(CheckContext context, Operation operation)
      throws InterruptedException {
    context.successfulResponse(operation);
    List<OperationRequest> single = new ArrayList<>();
    OperationRequest all = context.request(operation);
    for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
      if (isFree(context.contract(), parameter)) {
        all = all.withQuery(parameter.name(), LETTERS);
        single.add(context.request(operation).withQuery(parameter.name(), LETTERS));
      }
    }
    return together(context, all, single);
  }

  /** Expects the same for names and values with encoded letters, in the reverse order. */
  private static Verdict spelling(CheckContext context, Operation operation)
      throws InterruptedException {
    context.successfulResponse(operation);
    OperationRequest plain =
        new QueryFactors(context, operation)
            .pairs().stream()
                .max(Comparator.comparing(request -> request.query().size()))
                .orElseThrow();
    OperationRequest spelled = plain.with(Spelling.ENCODED_LETTERS).with(Spelling.REVERSED_QUERY);
    return context.compare(source -> isSame(source.get(plain), source.get(spelled)));
  }

  private static Verdict isSame(OperationResponse plain, OperationResponse spelled) {
    boolean same =
        plain.status() == spelled.status()
            && JsonValues.normalized(plain.json()).equals(JsonValues.normalized(spelled.json()));
    return same
        ? Verdict.passed()
        : Verdict.failed(
            spelled.request(),
            "the response to %s, HTTP %d".formatted(plain.request(), plain.status()),
            "another one, HTTP %d".formatted(spelled.status()));
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
    return together(context, all, single);
  }

  private static Verdict together(
      CheckContext context, OperationRequest all, List<OperationRequest> single)
      throws InterruptedException {
    Verdict together = SmallestRequest.ofFirstFailing(context, List.of(all));
    return together.outcome() == Outcome.FAILED || context.response(all).isSuccessful()
        ? together
        : SmallestRequest.ofFirstFailing(context, single);
  }
}
