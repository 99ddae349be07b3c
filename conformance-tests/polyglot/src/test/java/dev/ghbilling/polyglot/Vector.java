package dev.ghbilling.polyglot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.util.Optional;

/**
 * A call with its expected result.
 *
 * @param id the name in the table
 * @param operation the operation
 * @param token the bearer token
 * @param parameters the values of path and query parameters by name
 * @param body the request body
 * @param response the scripted response; without one, the sandbox responds by itself
 * @param status the expected status
 * @param expected the expected JSON document, if there is one
 */
record Vector(
    String id,
    Operation operation,
    String token,
    ObjectNode parameters,
    Optional<JsonNode> body,
    Optional<VectorResponse> response,
    int status,
    Optional<JsonNode> expected) {

  /** Returns the call as runners read it, without the expected result. */
  ObjectNode call() {
    ObjectNode call = ContractJson.MAPPER.createObjectNode();
    call.put("id", id).put("operation", operation.id()).put("token", token);
    var values = call.putArray("parameters");
    for (Parameter parameter : operation.parameters()) {
      JsonNode value = parameters.get(parameter.name());
      if (value != null) {
        values
            .addObject()
            .put("name", parameter.name())
            .put("in", parameter.in().name().toLowerCase(java.util.Locale.ROOT))
            .set("value", value);
      }
    }
    body.ifPresent(document -> call.set("body", document));
    return call;
  }
}
