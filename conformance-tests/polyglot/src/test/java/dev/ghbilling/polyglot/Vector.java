package dev.ghbilling.polyglot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.util.Optional;

/**
 * A call, and what has to come back.
 *
 * @param id what it is called in the table
 * @param operation what is called
 * @param token the bearer token
 * @param parameters values of the path and query by name
 * @param body what is sent
 * @param answer what the server answers; by default, what the sandbox does by itself
 * @param status the status that comes back
 * @param expected the JSON document that comes back, if one does
 */
record Vector(
    String id,
    Operation operation,
    String token,
    ObjectNode parameters,
    Optional<JsonNode> body,
    Optional<ScriptedAnswer> answer,
    int status,
    Optional<JsonNode> expected) {

  /** As the languages read it. What is expected is no business of theirs. */
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
