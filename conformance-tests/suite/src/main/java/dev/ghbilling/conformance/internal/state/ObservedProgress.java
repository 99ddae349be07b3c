package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.ResourceOperation.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A resource that the run created and polled until it was ready and a little longer, until a
 * response had a fault, or until the server had taken the longest time to wait.
 *
 * @param responses the responses about it, beginning with that to its creation
 * @param longestWait the longest time to wait
 * @param faulty whether the last response had a fault
 */
record ObservedProgress(
    TestedCollection collection,
    Progress progress,
    List<OperationResponse> responses,
    Duration longestWait,
    boolean faulty) {
  private static final Duration FIRST_INTERVAL = Duration.ofMillis(500);
  private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(30);
  private static final int POLLS_WHEN_READY = 2;

  /** Returns the resource of this run, created and polled on the first call. */
  static ObservedProgress of(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    return context.memoize(
        "progress " + collection.path(),
        ObservedProgress.class,
        () ->
            of(
                context,
                collection,
                context.created(collection.require(Action.CREATE), 1).get(0),
                POLLS_WHEN_READY));
  }

  /**
   * Polls a resource that was just created until it is ready.
   *
   * @throws CheckEndedException not applicable, when it wasn't completed
   */
  static OperationResponse completed(
      CheckContext context, TestedCollection collection, CreatedResource created)
      throws InterruptedException {
    context.pacer().sleep().sleep(FIRST_INTERVAL);
    return of(context, collection, created, 1).completed();
  }

  private static ObservedProgress of(
      CheckContext context, TestedCollection collection, CreatedResource created, int polls)
      throws InterruptedException {
    List<OperationResponse> responses = new ArrayList<>(List.of(created.response()));
    ObservedProgress observed =
        new ObservedProgress(
            collection,
            collection.progress().orElseThrow(),
            responses,
            context.server().longestWait(),
            false);
    OperationRequest request = collection.request(context, Action.GET, created.id());
    Instant end = context.pacer().clock().instant().plus(observed.longestWait);
    Duration interval = FIRST_INTERVAL;
    int polled = 0;
    while (polled < polls) {
      OperationResponse response = context.send(request);
      Expectation.successful(response).orThrow();
      responses.add(response);
      String status = observed.status(response);
      if (observed.progress.to().indexOf(status) > 0) {
        throw new CheckEndedException(
            Verdict.notApplicable("the server reports that it ended as " + status));
      }
      if (polled > 0 || status.equals(observed.success())) {
        polled++;
      } else if (observed.isFaulty(context, response)) {
        return new ObservedProgress(
            collection, observed.progress, responses, observed.longestWait, true);
      } else if (context.pacer().clock().instant().plus(interval).isAfter(end)) {
        return observed;
      } else {
        context.pacer().sleep().sleep(interval);
        interval = interval.multipliedBy(2);
        interval = interval.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : interval;
      }
    }
    return observed;
  }

  /** Tells whether a response has a fault already, for which no progress makes up. */
  private boolean isFaulty(CheckContext context, OperationResponse response) {
    return Expectation.documented(context.contract(), response).outcome() == Outcome.FAILED
        || bringsConsistently(response, TestedCollection.item(response)).outcome()
            == Outcome.FAILED;
  }

  private OperationResponse last() {
    return responses.get(responses.size() - 1);
  }

  /**
   * Returns the last response about the completed resource.
   *
   * @throws CheckEndedException not applicable, when it wasn't completed
   */
  OperationResponse completed() {
    if (!status(last()).equals(success())) {
      throw new CheckEndedException(
          Verdict.notApplicable(
              "it was still %s when the suite stopped to wait".formatted(status(last()))));
    }
    return last();
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
    if (!ready && faulty) {
      Verdict fault = bringsConsistently(last(), TestedCollection.item(last()));
      return fault.outcome() == Outcome.FAILED
          ? fault
          : Verdict.notApplicable("a response about the progress isn't as documented");
    }
    return ready
        ? Verdict.passed()
        : Verdict.failed(
            last().request(),
            "%s within %d s, which --wait prolongs".formatted(success(), longestWait.toSeconds()),
            "%s in %d responses".formatted(status(last()), responses.size()));
  }

  /** Expects every response to have what progress brings with success, and not before. */
  Verdict bringsConsistently() {
    for (OperationResponse response : responses) {
      bringsConsistently(response, TestedCollection.item(response)).orThrow();
    }
    completed();
    return Verdict.passed();
  }

  private Verdict bringsConsistently(OperationResponse response, JsonNode resource) {
    return bringsConsistently(collection, response.request(), resource);
  }

  /** Expects what progress brings with success, and not before. */
  static Verdict bringsConsistently(
      TestedCollection collection, OperationRequest request, JsonNode resource) {
    Progress progress = collection.progress().orElseThrow();
    JsonNode brought = resource.at(progress.brings());
    String status = resource.at(progress.status()).asText();
    boolean absent = brought.isMissingNode() || brought.isNull();
    String which =
        "%s for %s, which is %s".formatted(progress.brings(), resource.at(collection.id()), status);
    if (status.equals(progress.to().get(0)) && absent) {
      return Verdict.failed(request, which, "none");
    }
    boolean early = status.equals(progress.from()) && !absent && !brought.isEmpty();
    return early ? Verdict.failed(request, "no " + which, "some") : Verdict.passed();
  }

  /** Expects a later list to have the completed resource as the last get showed it. */
  Verdict isListed(OperationResponse list) {
    OperationResponse completed = completed();
    JsonNode resource = TestedCollection.item(completed);
    List<JsonNode> found =
        collection.withId(TestedCollection.items(list), resource.at(collection.id()).asText());
    if (found.isEmpty()) {
      return Verdict.notApplicable("the list lacks it, which another check tells");
    }
    for (JsonNode listed : found) {
      bringsConsistently(collection, list.request(), listed).orThrow();
      ObjectNode values = ContractJson.MAPPER.createObjectNode();
      // URLs may be signed anew.
      resource.properties().stream()
          .filter(one -> !progress.brings().getMatchingProperty().equals(one.getKey()))
          .filter(one -> listed.has(one.getKey()))
          .forEach(one -> values.set(one.getKey(), one.getValue()));
      new ExpectedProperties(collection, values)
          .in(
              listed,
              list.request().operation(),
              "%s, then %s".formatted(completed.request(), list.request()))
          .orThrow();
    }
    return Verdict.passed();
  }

  private String status(OperationResponse response) {
    return TestedCollection.item(response).at(progress.status()).asText();
  }

  private String success() {
    return progress.to().get(0);
  }
}
