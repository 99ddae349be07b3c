package dev.ghbilling.spec.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractResponse;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.SampleValues;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The stub mappings by which WireMock serves a contract: for each operation its documented success,
 * whatever the values in the path. The other responses are asked for as with Prism, by the header
 * {@code Prefer: code=404}, {@code Prefer: example=NAME}, or both, separated by a comma.
 */
final class WireMockMappings {
  private static final int DEFAULT_PRIORITY = 5;

  private final SampleValues samples;
  private final ArrayNode mappings = JsonNodeFactory.instance.arrayNode();

  private WireMockMappings(Contract contract) {
    this.samples = new SampleValues(contract);
  }

  /** Returns the document of all mappings, which is a file of its own to WireMock. */
  static JsonNode of(Contract contract) {
    WireMockMappings made = new WireMockMappings(contract);
    contract.operations().forEach(made::add);
    return JsonNodeFactory.instance.objectNode().set("mappings", made.mappings);
  }

  private void add(Operation operation) {
    for (ContractResponse response : operation.responses().values()) {
      List<String> code =
          response.status() == operation.success().status()
              ? List.of()
              : List.of("code=" + response.status());
      String name = operation.id() + "." + response.status();
      mappings.add(
          mapping(operation, name, code, response, response.body().map(samples::of).orElse(null)));
      response.body().map(Body::examples).orElse(List.of()).stream()
          .skip(1)
          .forEach(
              example ->
                  mappings.add(
                      mapping(
                          operation,
                          name + "." + example.name(),
                          Stream.concat(code.stream(), Stream.of("example=" + example.name()))
                              .toList(),
                          response,
                          example.value())));
    }
  }

  private static ObjectNode mapping(
      Operation operation,
      String name,
      List<String> preferences,
      ContractResponse response,
      @Nullable JsonNode body) {
    ObjectNode mapping = JsonNodeFactory.instance.objectNode();
    mapping.put("name", name);
    // The more a request asks for, the smaller the number: WireMock takes the smallest first.
    mapping.put("priority", DEFAULT_PRIORITY - preferences.size());
    ObjectNode request = mapping.putObject("request");
    request.put("method", operation.method());
    request.put("urlPathTemplate", operation.path());
    if (!preferences.isEmpty()) {
      request
          .putObject("headers")
          .putObject("Prefer")
          .put("matches", "(.*[, ])?" + String.join(" *, *", preferences) + "([, ].*)?");
    }
    ObjectNode answer = mapping.putObject("response");
    answer.put("status", response.status());
    if (body != null) {
      answer.putObject("headers").put("Content-Type", response.body().orElseThrow().contentType());
      answer.set("jsonBody", body);
    }
    return mapping;
  }
}
