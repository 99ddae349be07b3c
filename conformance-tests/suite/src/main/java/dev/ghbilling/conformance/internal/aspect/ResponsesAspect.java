package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.EntityTags;
import dev.ghbilling.conformance.internal.check.ResponseRules;
import dev.ghbilling.conformance.internal.check.RuleTally;
import dev.ghbilling.conformance.internal.check.TrafficRule;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationRequest.Credentials;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.http.RecordedExchange;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Pagination;
import dev.ghbilling.spec.Parameter;
import java.util.List;
import java.util.Optional;

/**
 * Checks all responses of a run, whatever was asked for: their status, media type, encoding and
 * schema. What several responses have in common is reported once.
 */
public final class ResponsesAspect implements Aspect {
  @Override
  public void derive(Operation operation, Checklist checklist) {
    checklist.add(
        operation,
        "listed-status",
        Clause.responses(operation),
        context -> {
          OperationResponse first = context.defaultResponse(operation);
          return operation.responses().containsKey(first.status())
              ? judge(
                  context,
                  operation,
                  ResponseRules.listedStatus(operation, Optional.of(first.request())))
              : ResponseRules.unlisted(first);
        });
    if (operation.method().equals("GET")) {
      checklist.add(
          operation,
          "conditional/tags",
          Clause.rfc(9110, "8.8.1"),
          context -> {
            OperationResponse first = context.successfulResponse(operation);
            if (!EntityTags.areRepeated(exchanges(context, operation))) {
              context.send(first.request());
            }
            return EntityTags.judge(exchanges(context, operation));
          });
    }
    for (TrafficRule rule : ResponseRules.ofContent(checklist.contract(), operation)) {
      checklist.add(
          operation,
          rule.aspect(),
          rule.clause(),
          context -> {
            context.successfulResponse(operation);
            provoke(context, operation, rule);
            return judge(context, operation, rule);
          });
    }
  }

  /** Sends what a rule is about that no other check may have sent. */
  private static void provoke(CheckContext context, Operation operation, TrafficRule rule)
      throws InterruptedException {
    OperationRequest request = context.request(operation);
    if (rule.aspect().equals("errors")) {
      context.response(request.withCredentials(Credentials.NONE));
    } else if (rule.aspect().equals("pages/links")) {
      Pagination pagination = operation.pagination().orElseThrow();
      for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
        for (JsonNode value : context.contract().enumerated(parameter.schema())) {
          context.response(
              request
                  .withQuery(pagination.perPage(), "1")
                  .withQuery(parameter.name(), value.asText()));
          break;
        }
      }
    }
  }

  private static Verdict judge(CheckContext context, Operation operation, TrafficRule rule) {
    RuleTally tally = RuleTally.of(rule, exchanges(context, operation));
    tally.example().ifPresent(context::involve);
    return tally.verdict();
  }

  private static List<RecordedExchange> exchanges(CheckContext context, Operation operation) {
    return context.traffic().stream()
        .filter(exchange -> exchange.request().operation().equals(operation))
        .toList();
  }
}
