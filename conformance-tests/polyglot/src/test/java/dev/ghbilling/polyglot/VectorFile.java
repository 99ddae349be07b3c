package dev.ghbilling.polyglot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Reads {@code vectors.json}: vectors beyond the derived ones, and known losses. */
final class VectorFile {
  private final JsonNode document;
  private final Contract contract;
  private final DerivedVectors derived;

  VectorFile(Path file, Contract contract, DerivedVectors derived) throws IOException {
    try (var in = Files.newInputStream(file)) {
      this.document = ContractJson.MAPPER.readTree(in);
    }
    this.contract = contract;
    this.derived = derived;
  }

  List<Vector> vectors() {
    List<Vector> vectors = new ArrayList<>();
    for (JsonNode written : document.path("vectors")) {
      vectors.add(vector(written));
    }
    return vectors;
  }

  List<Loss> losses() {
    return StreamSupport.stream(document.path("losses").spliterator(), false)
        .map(Loss::read)
        .toList();
  }

  /** Returns in which part of a request a client sends the contract's defaults unasked. */
  Set<SentDefaults> sentDefaults() {
    return StreamSupport.stream(document.path("sentDefaults").spliterator(), false)
        .map(
            written ->
                new SentDefaults(written.path("language").asText(), written.path("in").asText()))
        .collect(Collectors.toSet());
  }

  private Vector vector(JsonNode written) {
    String id = written.path("id").asText();
    String name = written.path("operation").asText();
    Operation operation =
        contract
            .operation(name)
            .orElseThrow(() -> new IllegalStateException(id + ": no operation " + name));
    ObjectNode parameters = derived.usual(operation);
    for (Map.Entry<String, JsonNode> parameter : written.path("parameters").properties()) {
      if (operation.parameters().stream()
          .map(Parameter::name)
          .noneMatch(parameter.getKey()::equals)) {
        throw new IllegalStateException(id + ": no parameter " + parameter.getKey());
      }
      parameters.set(parameter.getKey(), parameter.getValue());
    }
    Optional<VectorResponse> response =
        Optional.ofNullable(written.get("answer")).map(VectorFile::response);
    JsonNode expected = written.path("expected");
    Optional<JsonNode> json =
        Optional.ofNullable(expected.get("json"))
            .or(() -> Optional.ofNullable(written.at("/answer/json")))
            .filter(document -> !document.isMissingNode());
    return new Vector(
        id,
        operation,
        written.path("token").asText(DerivedVectors.TOKEN),
        parameters,
        Optional.ofNullable(written.get("body")).or(() -> derived.body(operation, false)),
        response,
        expected.path("status").asInt(),
        json);
  }

  private static VectorResponse response(JsonNode written) {
    int status = written.path("status").asInt();
    return written.has("json")
        ? VectorResponse.json(status, written.path("json").toString())
        : new VectorResponse(
            status, written.path("contentType").asText(), written.path("text").asText());
  }
}
