package dev.ghbilling.pact;

import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.DocumentedResponse;
import dev.ghbilling.spec.Operation;
import java.util.List;

/**
 * An operation and one of its documented answers.
 *
 * @param operation the operation
 * @param answer the answer
 */
record Exchange(Operation operation, DocumentedResponse answer) {

  /** All that the contract documents of what the SDK offers, in its order. */
  static List<Exchange> all(Contract contract) {
    return contract.operations().stream()
        .filter(SdkCalls::offer)
        .flatMap(
            operation ->
                operation.responses().values().stream()
                    .map(answer -> new Exchange(operation, answer)))
        .toList();
  }

  /** The answer with which the operation does what it is for. */
  static Exchange success(Operation operation) {
    return new Exchange(operation, operation.success());
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
