package dev.ghbilling.conformance.internal.check;

import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A pair of requests that differ in one fault: the server must accept the one and reject the other.
 * Sending both keeps a server that rejects everything from passing.
 *
 * @param operation the operation
 * @param statuses the statuses that count as a rejection
 * @param accepted the response to the request without the fault
 * @param invalid the request with the fault
 */
public record Rejection(
    Operation operation, Set<Integer> statuses, ResponseSource accepted, RequestFactory invalid) {
  /** The statuses that reject an invalid parameter or body. */
  public static final Set<Integer> INVALID_INPUT = Set.of(400, 422);

  /** A factory for requests, whose path values are only known once a run has begun. */
  @FunctionalInterface
  public interface RequestFactory {
    OperationRequest create(CheckContext context) throws InterruptedException;
  }

  /** A source of a response, which may be one to an earlier request. */
  @FunctionalInterface
  public interface ResponseSource {
    OperationResponse get(CheckContext context) throws InterruptedException;
  }

  /** Returns a rejection of the operation's default request after a fault is added to it. */
  public static Rejection of(
      Operation operation, Set<Integer> statuses, UnaryOperator<OperationRequest> fault) {
    return new Rejection(
        operation,
        statuses,
        context -> context.defaultResponse(operation),
        context -> fault.apply(context.request(operation)));
  }

  /** Checks that the server rejects the faulty request and accepts the other. */
  Verdict isRejected(CheckContext context) throws InterruptedException {
    return attempt(context).verdict();
  }

  /** Checks that the rejection has an error body as documented. */
  Verdict describesError(CheckContext context) throws InterruptedException {
    Attempt attempt = attempt(context);
    attempt.verdict().orThrow();
    return Expectation.error(context.contract(), attempt.response());
  }

  private record Attempt(Verdict verdict, OperationResponse response) {}

  private Attempt attempt(CheckContext context) throws InterruptedException {
    OperationResponse response = accepted.get(context);
    if (!response.isSuccessful()) {
      Verdict verdict =
          Verdict.failed(
              response.request(),
              "HTTP %d for %s"
                  .formatted(
                      operation.success().status(),
                      response.request().headers().isEmpty()
                          ? "the same request without the fault"
                          : response.request().headers()),
              "HTTP " + response.status());
      return new Attempt(verdict, response);
    }
    OperationResponse rejected = context.response(invalid.create(context));
    Verdict verdict =
        statuses.contains(rejected.status())
            ? Verdict.passed()
            : Verdict.failed(
                rejected.request(), "HTTP " + any(statuses), "HTTP " + rejected.status());
    return new Attempt(verdict, rejected);
  }

  private static String any(Set<Integer> statuses) {
    return statuses.stream().sorted().map(String::valueOf).collect(Collectors.joining(" or "));
  }
}
