package dev.ghbilling.conformance.internal.state;

import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.ResourceOperation.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A resource that the run created and polled until it was ready, and a little longer.
 *
 * @param responses the responses about it, beginning with that to its creation
 */
record ObservedProgress(Progress progress, List<OperationResponse> responses) {
  private static final Duration FIRST_INTERVAL = Duration.ofMillis(250);
  private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final int POLLS_AFTERWARDS = 2;

  /** Returns the resource of this run, created and polled on the first call. */
  static ObservedProgress of(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    return context.memoize(
        "progress " + collection.path(), ObservedProgress.class, () -> poll(context, collection));
  }

  private static ObservedProgress poll(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    CreatedResource created = context.created(collection.require(Action.CREATE), 1).get(0);
    Progress progress = collection.progress().orElseThrow();
    List<OperationResponse> responses = new ArrayList<>(List.of(created.response()));
    ObservedProgress observed = new ObservedProgress(progress, responses);
    OperationRequest request = collection.request(context, Action.GET, created.id());
    Instant end = context.pacer().clock().instant().plus(LIMIT);
    Duration interval = FIRST_INTERVAL;
    int pollsAfterwards = 0;
    while (pollsAfterwards < POLLS_AFTERWARDS) {
      OperationResponse response = context.send(request);
      Expectation.successful(response).orThrow();
      responses.add(response);
      String status = observed.status(response);
      if (progress.to().indexOf(status) > 0) {
        throw new CheckEndedException(
            Verdict.notApplicable("the server reports that it ended as " + status));
      }
      if (pollsAfterwards > 0 || status.equals(observed.success())) {
        pollsAfterwards++;
      } else if (context.pacer().clock().instant().plus(interval).isAfter(end)) {
        throw new CheckEndedException(
            Verdict.failed(
                request,
                "%s within %d minutes".formatted(observed.success(), LIMIT.toMinutes()),
                status));
      } else {
        context.pacer().sleep().sleep(interval);
        interval = interval.multipliedBy(2);
        interval = interval.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : interval;
      }
    }
    return observed;
  }

  OperationResponse last() {
    return responses.get(responses.size() - 1);
  }

  /** Expects success in the end, and no other status after that. */
  Verdict succeedsForGood() {
    boolean ready = false;
    for (OperationResponse response : responses) {
      String status = status(response);
      if (ready && !status.equals(success())) {
        return Verdict.failed(response.request(), "still " + success(), status);
      }
      ready = status.equals(success());
    }
    return ready ? Verdict.passed() : Verdict.failed(last().request(), success(), status(last()));
  }

  private String status(OperationResponse response) {
    return TestedCollection.item(response).at(progress.status()).asText();
  }

  private String success() {
    return progress.to().get(0);
  }
}
