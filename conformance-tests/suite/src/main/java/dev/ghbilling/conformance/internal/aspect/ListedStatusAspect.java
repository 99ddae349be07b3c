package dev.ghbilling.conformance.internal.aspect;

import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.RecordedExchange;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import java.util.Objects;
import java.util.Set;

/** Checks that the server responds only with statuses that the contract lists. */
public final class ListedStatusAspect implements Aspect {
  /** Statuses that HTTP allows for certain requests, whatever the operation. */
  private static final Set<Integer> OF_HTTP = Set.of(304, 401, 404, 405, 422, 429);

  @Override
  public void derive(Operation operation, Checklist checklist) {
    checklist.add(
        operation,
        "listed-status",
        Clause.operation(operation) + "/responses",
        context -> {
          int status = context.defaultResponse(operation).status();
          if (!operation.responses().containsKey(status)) {
            return unlisted(operation, context.defaultResponse(operation).request(), status);
          }
          OperationRequest defaultRequest = context.defaultResponse(operation).request();
          for (RecordedExchange exchange : context.traffic()) {
            if (exchange.request().operation().equals(operation)
                && exchange.response().isPresent()
                && !listed(
                    operation,
                    exchange.request(),
                    defaultRequest,
                    exchange.response().get().status())) {
              return unlisted(operation, exchange.request(), exchange.response().get().status());
            }
          }
          return Verdict.passed();
        });
  }

  private static Verdict unlisted(Operation operation, OperationRequest request, int status) {
    return Verdict.failed(
        request, "one of HTTP " + operation.responses().keySet(), "HTTP " + status);
  }

  private static boolean listed(
      Operation operation, OperationRequest request, OperationRequest defaultRequest, int status) {
    return operation.responses().containsKey(status)
        || OF_HTTP.contains(status)
        || (status == 403 && lacksAccess(request, defaultRequest))
        || (status == 400 && !request.key().equals(defaultRequest.key()));
  }

  private static boolean lacksAccess(OperationRequest request, OperationRequest defaultRequest) {
    return request.credentials() != OperationRequest.Credentials.MEMBER
        || !Objects.equals(
            request.path().get(CheckContext.scope(request.operation())),
            defaultRequest.path().get(CheckContext.scope(request.operation())));
  }
}
