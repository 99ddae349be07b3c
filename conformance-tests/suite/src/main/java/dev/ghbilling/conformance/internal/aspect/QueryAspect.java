package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.MalformedText;
import dev.ghbilling.conformance.internal.check.Rejection;
import dev.ghbilling.conformance.internal.check.Retention;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.SampleValues;
import dev.ghbilling.spec.SampleValues.Boundary;
import dev.ghbilling.spec.Selects;
import dev.ghbilling.spec.Selects.Part;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Checks that the server accepts documented query parameters within their bounds, rejects them
 * outside, and ignores undocumented ones.
 */
public final class QueryAspect implements Aspect {
  @Override
  public void derive(Operation operation, Checklist checklist) {
    for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
      derive(operation, parameter, DeprecatedParameter.checklist(checklist, operation, parameter));
    }
    if (!MethodSemantics.writes(operation)) {
      checklist.add(
          operation,
          "query/unknown",
          Clause.guideline("a query parameter that isn't documented is ignored"),
          context ->
              HarmlessChanges.ofValues(checklist.contract(), operation)
                  .verdict(context, HarmlessChanges.UNKNOWN));
    }
  }

  private static void derive(Operation operation, Parameter parameter, Checklist checklist) {
    String name = "query/" + parameter.name();
    String clause = Clause.parameter(checklist.contract(), operation, parameter);
    parameter
        .examples()
        .ifPresent(
            value ->
                checklist.add(
                    operation,
                    name + "/example",
                    clause,
                    context ->
                        documented(
                            context,
                            context.request(operation).withQuery(parameter.name(), value))));
    if (parameter.required()) {
      checklist.add(
          operation,
          name + "/required",
          clause,
          Rejection.of(
              operation,
              Rejection.INVALID_INPUT,
              request -> request.withoutQuery(parameter.name())));
    }
    SampleValues samples = new SampleValues(checklist.contract());
    for (Boundary boundary : samples.boundaries(parameter.schema())) {
      checklist.add(
          operation,
          name + "/" + boundary.keyword(),
          clause,
          new Rejection(
              operation,
              Rejection.INVALID_INPUT,
              context -> bound(context, operation, parameter, boundary),
              context -> with(context, operation, parameter, boundary.refused())));
    }
    MalformedText.of(checklist.contract(), operation, parameter)
        .ifPresent(
            malformed ->
                checklist.add(
                    operation,
                    name + "/type",
                    clause,
                    Rejection.of(
                        operation,
                        Rejection.INVALID_INPUT,
                        request -> request.withQuery(parameter.name(), malformed))));
    values(parameter.schema())
        .ifPresent(
            values ->
                checklist.add(
                    operation,
                    name + "/enum",
                    clause,
                    new Rejection(
                        operation,
                        Rejection.INVALID_INPUT,
                        context -> each(context, operation, parameter, values),
                        context ->
                            context
                                .request(operation)
                                .withQuery(parameter.name(), SampleValues.UNKNOWN_ID))));
  }

  private static Verdict documented(CheckContext context, OperationRequest request)
      throws InterruptedException {
    OperationResponse response = context.response(request);
    return response.status() / 100 == 4 && Retention.isExceeded(request, context.day(response))
        ? Verdict.notApplicable("the example is older than what a server has to keep")
        : Expectation.documented(context.contract(), response);
  }

  /** Returns the values of a closed enumeration. */
  private static Optional<List<String>> values(JsonNode schema) {
    return Optional.of(schema.path("enum").valueStream().map(JsonNode::asText).toList())
        .filter(values -> !values.isEmpty());
  }

  /** Returns the first response that isn't successful, or else the last one. */
  private static OperationResponse each(
      CheckContext context, Operation operation, Parameter parameter, List<String> values)
      throws InterruptedException {
    OperationResponse response = context.defaultResponse(operation);
    for (String value : values) {
      if (response.isSuccessful()) {
        OperationRequest request = context.request(operation);
        response = context.response(request.withQuery(parameter.name(), value));
      }
    }
    return response;
  }

  /** Returns the response to a bound; a server may refuse a year that is too old or to come. */
  private static OperationResponse bound(
      CheckContext context, Operation operation, Parameter parameter, Boundary boundary)
      throws InterruptedException {
    Optional<Part> part = part(parameter);
    if (part.equals(Optional.of(Part.YEAR)) && Retention.of(operation).isPresent()) {
      return context.defaultResponse(operation);
    }
    boolean isDate = part.equals(Optional.of(Part.MONTH)) || part.equals(Optional.of(Part.DAY));
    return context.response(
        isDate
            ? lastYear(context, operation, boundary.keyword())
            : with(context, operation, parameter, boundary.allowed()));
  }

  private static Optional<Part> part(Parameter parameter) {
    return Selects.of(parameter).flatMap(Selects::part);
  }

  private static OperationRequest with(
      CheckContext context, Operation operation, Parameter parameter, BigDecimal value)
      throws InterruptedException {
    boolean isDay = part(parameter).equals(Optional.of(Part.DAY));
    OperationRequest request =
        isDay ? lastYear(context, operation, "minimum") : context.request(operation);
    return request.withQuery(parameter.name(), value.toPlainString());
  }

  /** Returns a request for the first or the last day of last year, which isn't too old. */
  private static OperationRequest lastYear(CheckContext context, Operation operation, String bound)
      throws InterruptedException {
    OperationRequest request = context.request(operation);
    int lastYear = context.day(context.defaultResponse(operation)).getYear() - 1;
    SampleValues samples = new SampleValues(context.contract());
    for (Parameter other : operation.parameters(Parameter.Location.QUERY)) {
      Optional<Part> part = part(other);
      if (part.equals(Optional.of(Part.YEAR))) {
        request = request.withQuery(other.name(), Integer.toString(lastYear));
      } else if (part.equals(Optional.of(Part.MONTH)) || part.equals(Optional.of(Part.DAY))) {
        for (Boundary boundary : samples.boundaries(other.schema())) {
          if (boundary.keyword().equals(bound)) {
            request = request.withQuery(other.name(), boundary.allowed().toPlainString());
          }
        }
      }
    }
    return request;
  }
}
