package dev.ghbilling.pact;

import dev.ghbilling.spec.Answer;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import java.util.List;

/**
 * An operation and one of its documented answers.
 *
 * @param operation the operation
 * @param answer the answer
 */
record ExpectedResponse(Operation operation, Answer answer) {

  /** All that the contract documents of what the SDK offers, in its order. */
  static List<ExpectedResponse> all(Contract contract) {
    return contract.operations().stream()
        .filter(SdkCalls::offer)
        .flatMap(
            operation ->
                operation.answers().values().stream()
                    .map(answer -> new ExpectedResponse(operation, answer)))
        .toList();
  }

  /** The answer with which the operation does what it is for. */
  static ExpectedResponse success(Operation operation) {
    return new ExpectedResponse(operation, operation.success());
  }

  boolean isSuccess() {
    return answer.status() == operation.success().status();
  }

  /** The operation's id and the status. */
  @Override
  public String toString() {
    return operation + " " + answer.status();
  }
}
