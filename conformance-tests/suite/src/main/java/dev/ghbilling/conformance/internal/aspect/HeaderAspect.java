package dev.ghbilling.conformance.internal.aspect;

import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.HeaderValues;
import dev.ghbilling.conformance.internal.check.Rejection;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Operation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks that the server accepts every spelling of headers that HTTP allows, and refuses values
 * that the contract doesn't list.
 */
public final class HeaderAspect implements Aspect {
  private static final int BAD_REQUEST = 400;
  private static final int GONE = 410;

  @Override
  public void derive(Operation operation, Checklist checklist) {
    for (HeaderValues values : HeaderValues.of(operation)) {
      checklist.add(
          operation,
          "header/%s/enum".formatted(values.name()),
          Clause.parameter(checklist.contract(), operation, values.header()),
          new Rejection(
              operation,
              Set.of(BAD_REQUEST),
              context -> listed(context, operation, values),
              context -> unlisted(context, operation, values)));
    }
    if (!MethodSemantics.isRepeatable(operation)) {
      return;
    }
    checklist.add(
        operation,
        "header/case",
        Clause.rfc(9110, "5.1"),
        context -> documented(context, context.request(operation).withUnusualCase()));
    if (!MethodSemantics.writes(operation)) {
      checklist.add(
          operation,
          "header/accept",
          Clause.rfc(9110, "12.5.1"),
          context -> {
            for (String type : mediaTypes(operation)) {
              documented(context, context.request(operation).withHeader("Accept", type)).orThrow();
            }
            return Verdict.passed();
          });
      checklist.add(
          operation,
          "header/accept-encoding",
          Clause.rfc(9110, "12.5.3"),
          context ->
              documented(
                  context, context.request(operation).withHeader("Accept-Encoding", "gzip")));
    }
    operation
        .requestBody()
        .ifPresent(
            body ->
                checklist.add(
                    operation,
                    "header/content-type",
                    Clause.rfc(8259, "11"),
                    context ->
                        documented(
                            context,
                            context
                                .request(operation)
                                .withHeader(
                                    "Content-Type", body.contentType() + "; charset=UTF-8"))));
  }

  /**
   * Returns the first response to a listed value that isn't successful, or else the last one. What
   * the server has retired is left out, and a request that writes has the default value only.
   */
  private static OperationResponse listed(
      CheckContext context, Operation operation, HeaderValues values) throws InterruptedException {
    OperationResponse response = context.defaultResponse(operation);
    for (String value : values.listed()) {
      boolean other = !value.equals(values.header().schema().path("default").asText());
      if (other && response.isSuccessful() && !MethodSemantics.writes(operation)) {
        OperationRequest request = context.request(operation);
        OperationResponse own = context.response(request.withHeader(values.name(), value));
        response = own.status() == GONE ? response : own;
      }
    }
    return response;
  }

  /** Returns a request with a value that isn't listed, and nothing else to refuse it for. */
  private static OperationRequest unlisted(
      CheckContext context, Operation operation, HeaderValues values) throws InterruptedException {
    return context.memoize(
        "unlisted %s %s".formatted(values.name(), operation.id()),
        OperationRequest.class,
        () -> values.unlisted(context.distinct(context.request(operation))));
  }

  /** Returns what a client may ask for besides the contract's default. */
  private static List<String> mediaTypes(Operation operation) {
    return Stream.concat(
            operation.success().body().map(Body::contentType).stream(), Stream.of("*/*"))
        .toList();
  }

  private static Verdict documented(CheckContext context, OperationRequest request)
      throws InterruptedException {
    context.successfulResponse(request.operation());
    return Expectation.documented(context.contract(), context.response(request));
  }
}
