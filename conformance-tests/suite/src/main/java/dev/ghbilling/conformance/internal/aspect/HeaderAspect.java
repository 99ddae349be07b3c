package dev.ghbilling.conformance.internal.aspect;

import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Operation;
import java.util.List;
import java.util.stream.Stream;

/** Checks that the server accepts every spelling of headers that HTTP allows. */
public final class HeaderAspect implements Aspect {
  @Override
  public void derive(Operation operation, Checklist checklist) {
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
