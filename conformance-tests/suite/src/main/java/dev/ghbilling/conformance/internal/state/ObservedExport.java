package dev.ghbilling.conformance.internal.state;

import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An export that the run created and polled until it was completed, and a little longer.
 *
 * @param responses the server's responses about it, beginning with that to its creation
 */
record ObservedExport(List<OperationResponse> responses) {
  static final String CREATE = "createUsageReportExport";
  static final String GET = "getUsageReportExport";
  static final String LIST = "listUsageReportExports";

  static final String PROCESSING = "processing";
  static final String COMPLETED = "completed";

  /** A status that GitHub's API has been seen to return, though it isn't documented. */
  private static final String FAILED = "failed";

  private static final Duration FIRST_INTERVAL = Duration.ofMillis(250);
  private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final int POLLS_AFTER_COMPLETION = 2;

  /** Returns the export of this run, created and polled on the first call. */
  static ObservedExport of(CheckContext context) throws InterruptedException {
    return context.memoize("export", ObservedExport.class, () -> poll(context));
  }

  /** Returns the response to the creation of this run's export. */
  static OperationResponse created(CheckContext context) throws InterruptedException {
    return context.successfulResponse(context.contract().operation(CREATE).orElseThrow());
  }

  private static ObservedExport poll(CheckContext context) throws InterruptedException {
    List<OperationResponse> responses = new ArrayList<>();
    OperationResponse created = created(context);
    responses.add(created);
    Operation get = context.contract().operation(GET).orElseThrow();
    String id = created.json().path("id").asText();
    Map<String, String> values = new HashMap<>();
    for (Parameter parameter : get.parameters(Parameter.Location.PATH)) {
      if (!parameter.name().equals(CheckContext.ENTERPRISE)) {
        values.put(parameter.name(), id);
      }
    }
    OperationRequest request = context.request(get, values);
    Instant end = context.pacer().clock().instant().plus(LIMIT);
    Duration interval = FIRST_INTERVAL;
    int pollsAfter = 0;
    while (pollsAfter < POLLS_AFTER_COMPLETION) {
      OperationResponse response = context.send(request);
      Expectation.successful(response).orThrow();
      responses.add(response);
      String status = status(response);
      if (status.equals(FAILED)) {
        throw new CheckEndedException(
            Verdict.notApplicable("the server reports that the export failed"));
      }
      if (pollsAfter > 0 || status.equals(COMPLETED)) {
        pollsAfter++;
      } else if (context.pacer().clock().instant().plus(interval).isAfter(end)) {
        throw new CheckEndedException(
            Verdict.failed(
                request,
                "the export to be completed within %d minutes".formatted(LIMIT.toMinutes()),
                status));
      } else {
        context.pacer().sleep().sleep(interval);
        interval = interval.multipliedBy(2);
        interval = interval.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : interval;
      }
    }
    return new ObservedExport(List.copyOf(responses));
  }

  /** Returns the first response to a request by the export's id. */
  OperationResponse first() {
    return responses.get(1);
  }

  OperationResponse last() {
    return responses.get(responses.size() - 1);
  }

  /** Expects the export to be completed in the end, and never to change its status after that. */
  Verdict progress() {
    boolean completed = false;
    for (OperationResponse response : responses) {
      String status = status(response);
      if (completed && !status.equals(COMPLETED)) {
        return Verdict.failed(response.request(), "still " + COMPLETED, status);
      }
      completed = status.equals(COMPLETED);
    }
    return completed
        ? Verdict.passed()
        : Verdict.failed(last().request(), COMPLETED, status(last()));
  }

  private static String status(OperationResponse response) {
    return response.json().path("status").asText();
  }
}
