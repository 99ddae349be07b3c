package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Rejection;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.ResourceOperation.Files;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;

/** A request for a report of one day more than the contract allows. */
record TooManyDays(TestedCollection collection, Files files) {
  private static final int CONFLICT = 409;

  /** Tells whether today is the default of the last day. */
  boolean endToday() {
    return new DefaultValues(collection).isToday(last());
  }

  /** Expects it to be refused. */
  Verdict areRefused(CheckContext context) throws InterruptedException {
    return isRefused(context, body -> {});
  }

  /** Expects it to be refused when it is too long because of the default of the last day. */
  Verdict areRefusedWithoutLast(CheckContext context) throws InterruptedException {
    return isRefused(context, body -> body.remove(last()));
  }

  private Verdict isRefused(CheckContext context, Consumer<ObjectNode> change)
      throws InterruptedException {
    Operation create = collection.require(Action.CREATE);
    if (!context.server().isLoopback() || context.isBodyChosen(create)) {
      return Verdict.notApplicable("generated bodies are only sent to a server on this machine");
    }
    OperationResponse completed = ObservedProgress.of(context, collection).completed();
    OperationRequest request = context.request(create);
    ObjectNode body = ExpectedProperties.body(request);
    LocalDate last = context.day(completed);
    int most = files.mostDays(body).orElseThrow();
    body.put(files.first().getMatchingProperty(), last.minusDays(most).toString());
    body.put(last(), last.toString());
    change.accept(body);
    OperationResponse response = context.send(request.withBody(Optional.of(body.toString())));
    if (response.status() == CONFLICT) {
      return Verdict.notApplicable("the server accepts one at a time: HTTP 409");
    }
    return Rejection.INVALID_INPUT.contains(response.status())
        ? Verdict.passed()
        : Verdict.failed(
            "%s with %s".formatted(request, body),
            "HTTP 400 or 422, since a report may have at most %d days".formatted(most),
            "HTTP " + response.status());
  }

  private String last() {
    return files.last().getMatchingProperty();
  }
}
