package dev.ghbilling.sandbox.internal.behaviour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Example;
import dev.ghbilling.spec.Operation;
import java.util.function.BiConsumer;

/** The documented responses, as the state that a sandbox starts with. */
public final class DocumentedExamples {
  private final Contract contract;
  private final BiConsumer<String, ObjectNode> change;

  /** Gives the responses as they are. */
  public DocumentedExamples(Contract contract) {
    this(contract, (operationId, response) -> {});
  }

  /** Gives the responses after a change, which gets the operation's id and the document. */
  public DocumentedExamples(Contract contract, BiConsumer<String, ObjectNode> change) {
    this.contract = contract;
    this.change = change;
  }

  /**
   * Returns a copy of the document of an operation's successful response; an empty object where the
   * contract has none.
   */
  public ObjectNode response(String operationId) {
    JsonNode example =
        contract
            .operation(operationId)
            .map(Operation::success)
            .flatMap(response -> response.body())
            .flatMap(Body::example)
            .map(Example::value)
            .orElseGet(ContractJson.MAPPER::createObjectNode);
    ObjectNode response =
        example instanceof ObjectNode object
            ? object.deepCopy()
            : ContractJson.MAPPER.createObjectNode();
    change.accept(operationId, response);
    return response;
  }
}
