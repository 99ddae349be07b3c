package dev.ghbilling.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import java.util.function.BiConsumer;

/** The documented answers, as the state that a sandbox starts with. */
final class DocumentedExamples {
  private final Contract contract;
  private final BiConsumer<String, ObjectNode> change;

  /** The answers as they are. */
  DocumentedExamples(Contract contract) {
    this(contract, (operationId, answer) -> {});
  }

  /** The answers, each changed by what knows its operation. */
  DocumentedExamples(Contract contract, BiConsumer<String, ObjectNode> change) {
    this.contract = contract;
    this.change = change;
  }

  /** A copy of the answer; an empty object where the contract has none. */
  ObjectNode answer(String operationId) {
    JsonNode example =
        contract
            .operation(operationId)
            .map(Operation::success)
            .flatMap(answer -> answer.body())
            .flatMap(Body::example)
            .map(found -> found.value())
            .orElseGet(ContractJson.MAPPER::createObjectNode);
    ObjectNode answer =
        example instanceof ObjectNode object
            ? object.deepCopy()
            : ContractJson.MAPPER.createObjectNode();
    change.accept(operationId, answer);
    return answer;
  }
}
