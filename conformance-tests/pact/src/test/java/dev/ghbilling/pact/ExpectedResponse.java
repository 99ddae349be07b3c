package dev.ghbilling.pact;

import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractResponse;
import dev.ghbilling.spec.Operation;
import java.util.List;

/**
 * A documented response of an operation that the SDK uses.
 *
 * @param operation the operation
 * @param response the response
 */
record ExpectedResponse(Operation operation, ContractResponse response) {

  /**
   * Returns the documented responses of all operations that the SDK uses, in the contract's order.
   */
  static List<ExpectedResponse> all(Contract contract) {
    return contract.operations().stream()
        .filter(SdkCalls::offer)
        .flatMap(
            operation ->
                operation.responses().values().stream()
                    .map(response -> new ExpectedResponse(operation, response)))
        .toList();
  }

  /** Returns the successful response of an operation. */
  static ExpectedResponse success(Operation operation) {
    return new ExpectedResponse(operation, operation.success());
  }

  boolean isSuccess() {
    return response.status() == operation.success().status();
  }

  /** Returns the operation's id and the status, which also is the interaction's description. */
  @Override
  public String toString() {
    return operation + " " + response.status();
  }
}
