package dev.ghbilling.sandbox.internal.behaviour;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.sandbox.internal.api.Behaviour;
import dev.ghbilling.sandbox.internal.api.ValidRequest;
import dev.ghbilling.sandbox.internal.http.ErrorResponseException;
import dev.ghbilling.sandbox.internal.http.ServerResponse;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.ContractResponse;
import dev.ghbilling.spec.Example;
import dev.ghbilling.spec.Operation;

/** A behaviour that responds with the operation's documented example to every request. */
final class ExampleBehaviour implements Behaviour {
  @Override
  public ServerResponse respond(ValidRequest request) {
    ContractResponse documented = request.operation().success();
    return documented.body().isEmpty()
        ? ServerResponse.empty(documented.status())
        : request.success(example(request.operation()));
  }

  /**
   * Returns the document of the operation's successful response.
   *
   * @throws ErrorResponseException 501 when the contract has no example of it
   */
  static JsonNode example(Operation operation) {
    return operation
        .success()
        .body()
        .flatMap(Body::example)
        .map(Example::value)
        .orElseThrow(
            () ->
                ErrorResponseException.of(501, "The contract has no example of " + operation.id()));
  }
}
