package dev.ghbilling.spec.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Example;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.SampleValues;
import java.io.IOException;

/**
 * The examples by which Microcks serves a contract, in its format {@code APIExamples}, which goes
 * beside the contract as a secondary artifact. Bodies are text, which keeps every digit. Microcks
 * finds a response by the request; therefore each operation has one example, of its success, with
 * every part of the documented request.
 */
final class MicrocksExamples {
  private static final ObjectWriter PRETTY = ContractJson.MAPPER.writerWithDefaultPrettyPrinter();

  private MicrocksExamples() {}

  /** Returns the document, which has name and version of the contract. */
  static JsonNode of(Contract contract) throws IOException {
    JsonNode info = contract.document().path("info");
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("apiVersion", "mocks.microcks.io/v1alpha1").put("kind", "APIExamples");
    document
        .putObject("metadata")
        .put("name", info.path("title").asText())
        .put("version", info.path("version").asText());
    ObjectNode operations = document.putObject("operations");
    SampleValues samples = new SampleValues(contract);
    for (Operation operation : contract.operations()) {
      add(operation, samples, operations.putObject(operation.method() + " " + operation.path()));
    }
    return document;
  }

  private static void add(Operation operation, SampleValues samples, ObjectNode examples)
      throws IOException {
    ObjectNode example =
        examples.putObject(
            operation.success().body().flatMap(Body::example).map(Example::name).orElse("success"));
    ObjectNode request = example.putObject("request");
    ObjectNode parameters = request.putObject("parameters");
    for (Parameter parameter : operation.parameters(Parameter.Location.PATH)) {
      parameters.put(parameter.name(), samples.documented(operation, parameter).get(0));
    }
    for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
      parameter
          .examples()
          .ifPresent(texts -> texts.forEach(parameters.withArray(parameter.name())::add));
    }
    if (operation.requestBody().isPresent()) {
      Body body = operation.requestBody().get();
      request.putObject("headers").put("Content-Type", body.contentType());
      request.put("body", PRETTY.writeValueAsString(samples.of(body)));
    }
    ObjectNode response = example.putObject("response");
    response.put("status", operation.success().status());
    if (operation.success().body().isPresent()) {
      Body body = operation.success().body().get();
      response.put("mediaType", body.contentType());
      response.put("body", PRETTY.writeValueAsString(samples.of(body)));
    }
  }
}
