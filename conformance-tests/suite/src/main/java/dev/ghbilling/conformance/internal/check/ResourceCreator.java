package dev.ghbilling.conformance.internal.check;

import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import java.util.List;
import java.util.Set;

/** Creates resources for checks that change or delete one, and knows those that exist. */
final class ResourceCreator {
  /** Statuses by which a server refuses to create the same thing twice. */
  private static final Set<Integer> DUPLICATE = Set.of(400, 409, 422);

  private final Contract contract;
  private final Exchanges exchanges;
  private final OperationFunction<OperationRequest> requests;
  private final OperationFunction<OperationResponse> responses;

  /**
   * Creates a creator that has created nothing.
   *
   * @param requests makes the default request of an operation
   * @param responses gets the response to it, sent at most once
   */
  ResourceCreator(
      Contract contract,
      Exchanges exchanges,
      OperationFunction<OperationRequest> requests,
      OperationFunction<OperationResponse> responses) {
    this.contract = contract;
    this.exchanges = exchanges;
    this.requests = requests;
    this.responses = responses;
  }

  /** A way to get something of an operation. */
  @FunctionalInterface
  interface OperationFunction<T> {
    T of(Operation operation) throws InterruptedException;
  }

  /** Returns the resources that this run created and did not delete, the oldest first. */
  List<CreatedResource> created(Operation create) {
    return CreatedResource.among(exchanges.writes(), contract, create);
  }

  /** Returns resources that this run created; creates as many as there are too few. */
  List<CreatedResource> created(Operation create, int number) throws InterruptedException {
    if (created(create).size() < number) {
      responses.of(create);
    }
    while (created(create).size() < number) {
      create(requests.of(create));
    }
    return created(create).subList(0, number);
  }

  /**
   * Creates a resource by a request.
   *
   * @throws CheckEndedException failed, when the response has no id
   */
  CreatedResource create(OperationRequest request) throws InterruptedException {
    OperationResponse response = sendDistinct(request);
    return CreatedResource.of(contract, response)
        .orElseThrow(
            () ->
                new CheckEndedException(
                    Verdict.failed(
                        response.request(), "the id of what was created", "none in the response")));
  }

  /**
   * Sends a request, and if the server refuses it for being a duplicate, once more with other texts
   * in the body.
   *
   * @throws CheckEndedException failed, when the server refuses that, too
   */
  OperationResponse sendDistinct(OperationRequest request) throws InterruptedException {
    OperationResponse response = exchanges.send(isTaken(request) ? distinct(request) : request);
    if (DUPLICATE.contains(response.status())) {
      response = exchanges.send(distinct(request));
    }
    Expectation.successful(response).orThrow();
    return response;
  }

  /** Tells whether a request asks again for what there may be once only. */
  private boolean isTaken(OperationRequest request) {
    return exchanges.isSent(request)
        && request
            .operation()
            .resource()
            .filter(resource -> resource.unique().isPresent())
            .isPresent();
  }

  /** Returns a request with other texts in the body than all requests so far. */
  OperationRequest distinct(OperationRequest request) {
    return new DistinctBody(contract, exchanges.all().size()).of(request);
  }
}
