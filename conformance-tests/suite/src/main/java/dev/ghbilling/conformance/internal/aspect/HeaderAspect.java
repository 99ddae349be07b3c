package dev.ghbilling.conformance.internal.aspect;

import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import java.util.List;

/** Checks that the server accepts every spelling of headers that HTTP allows. */
public final class HeaderAspect implements Aspect {
  private static final List<String> MEDIA_TYPES =
      List.of("application/vnd.github+json", "application/json", "*/*");

  @Override
  public void derive(Operation operation, Checklist checklist) {
    if (!MethodSemantics.isRepeatable(operation)) {
      return;
    }
    String clause = Clause.operation(operation);
    checklist.add(
        operation,
        "header/case",
        clause,
        context -> documented(context, context.request(operation).withUnusualCase()));
    if (!MethodSemantics.writes(operation)) {
      checklist.add(
          operation,
          "header/accept",
          clause,
          context -> {
            for (String type : MEDIA_TYPES) {
              documented(context, context.request(operation).withHeader("Accept", type)).orThrow();
            }
            return Verdict.passed();
          });
    }
    operation
        .requestBody()
        .ifPresent(
            body ->
                checklist.add(
                    operation,
                    "header/content-type",
                    Clause.requestBody(operation),
                    context ->
                        documented(
                            context,
                            context
                                .request(operation)
                                .withHeader(
                                    "Content-Type", body.contentType() + "; charset=UTF-8"))));
  }

  private static Verdict documented(CheckContext context, OperationRequest request)
      throws InterruptedException {
    context.successfulResponse(request.operation());
    return Expectation.documented(context.contract(), context.response(request));
  }
}
