package dev.ghbilling.conformance.internal.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import java.util.List;
import java.util.Map;

/**
 * A body whose free texts differ from those of another one, so that a server can't take it for a
 * duplicate.
 *
 * @param number what the texts are distinguished by
 */
record DistinctBody(Contract contract, int number) {
  private static final List<String> RESTRICTIONS = List.of("enum", "anyOf", "format", "pattern");

  /** Returns the request with such a body. */
  OperationRequest of(OperationRequest request) {
    return request.withBody(
        request
            .body()
            .flatMap(
                text ->
                    request.operation().requestBody().map(documented -> varied(documented, text))));
  }

  private String varied(Body documented, String text) {
    JsonNode properties = contract.resolve(documented.schema()).path("properties");
    if (!(parse(text) instanceof ObjectNode body)) {
      return text;
    }
    for (Map.Entry<String, JsonNode> property : body.deepCopy().properties()) {
      JsonNode schema = contract.resolve(properties.path(property.getKey()));
      if (property.getValue().isTextual()
          && !property.getValue().asText().isBlank()
          && RESTRICTIONS.stream().noneMatch(schema::has)) {
        body.put(property.getKey(), property.getValue().asText() + " " + number);
      }
    }
    return body.toString();
  }

  private static JsonNode parse(String text) {
    try {
      return ContractJson.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return ContractJson.MAPPER.missingNode();
    }
  }
}
