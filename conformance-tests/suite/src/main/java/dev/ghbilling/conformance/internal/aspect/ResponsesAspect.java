package dev.ghbilling.conformance.internal.aspect;

import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.http.RecordedExchange;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Operation;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Checks all responses of a run, whatever was asked for: their status, media type, encoding and
 * schema. What several responses have in common is reported once.
 */
public final class ResponsesAspect implements Aspect {
  /** Statuses that HTTP allows for certain requests, whatever the operation. */
  private static final Set<Integer> OF_HTTP = Set.of(304, 401, 404, 405, 422, 429);

  /** What is expected of each response. */
  @FunctionalInterface
  private interface Rule {
    Verdict judge(OperationResponse response);
  }

  @Override
  public void derive(Operation operation, Checklist checklist) {
    checklist.add(
        operation,
        "listed-status",
        Clause.responses(operation),
        context -> {
          OperationResponse first = context.defaultResponse(operation);
          return operation.responses().containsKey(first.status())
              ? all(context, operation, any -> true, one -> listed(one, first.request()))
              : unlisted(first);
        });
    operation
        .success()
        .body()
        .ifPresent(
            body -> {
              String content =
                  Clause.content(operation, operation.success().status(), body.contentType());
              checklist.add(
                  operation,
                  "content-type",
                  content,
                  context ->
                      successful(
                          context,
                          operation,
                          one -> Expectation.contentType(one, body.contentType())));
              checklist.add(
                  operation,
                  "schema",
                  content + "/schema",
                  context ->
                      successful(
                          context,
                          operation,
                          one -> Expectation.valid(context.contract(), body, one)));
              checklist.add(
                  operation,
                  "encoding",
                  content,
                  context -> {
                    context.successfulResponse(operation);
                    return all(context, operation, OperationResponse::isJson, Expectation::encoded);
                  });
            });
  }

  private static Verdict successful(CheckContext context, Operation operation, Rule rule)
      throws InterruptedException {
    context.successfulResponse(operation);
    return all(
        context,
        operation,
        one -> one.isSuccessful() && one.request().method().equals(operation.method()),
        rule);
  }

  private static Verdict all(
      CheckContext context,
      Operation operation,
      Predicate<OperationResponse> concerned,
      Rule rule) {
    Verdict fault = Verdict.passed();
    int concernedOnes = 0;
    int faulty = 0;
    for (RecordedExchange exchange : context.traffic()) {
      boolean judged =
          exchange.request().operation().equals(operation)
              && exchange.response().filter(concerned).isPresent();
      if (judged) {
        concernedOnes++;
        Verdict verdict = verdict(rule, exchange.response().orElseThrow());
        if (verdict.outcome() == Outcome.FAILED) {
          faulty++;
          if (faulty == 1) {
            fault = verdict;
            context.involve(exchange);
          }
        }
      }
    }
    return faulty < 2
        ? fault
        : fault.and("the same or like it in %d of %d responses".formatted(faulty, concernedOnes));
  }

  private static Verdict verdict(Rule rule, OperationResponse response) {
    try {
      return rule.judge(response);
    } catch (CheckEndedException e) {
      return e.verdict();
    }
  }

  private static Verdict listed(OperationResponse response, OperationRequest defaultRequest) {
    OperationRequest request = response.request();
    int status = response.status();
    boolean listed =
        request.operation().responses().containsKey(status)
            || OF_HTTP.contains(status)
            || (status == 403 && lacksAccess(request, defaultRequest))
            || (status == 400 && !request.key().equals(defaultRequest.key()));
    return listed ? Verdict.passed() : unlisted(response);
  }

  private static Verdict unlisted(OperationResponse response) {
    return Verdict.failed(
        response.request(),
        "one of HTTP " + response.request().operation().responses().keySet(),
        "HTTP " + response.status());
  }

  private static boolean lacksAccess(OperationRequest request, OperationRequest defaultRequest) {
    return request.credentials() != OperationRequest.Credentials.MEMBER
        || !Objects.equals(
            request.path().get(CheckContext.scope(request.operation())),
            defaultRequest.path().get(CheckContext.scope(request.operation())));
  }
}
