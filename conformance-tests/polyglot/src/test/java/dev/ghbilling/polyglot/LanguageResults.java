package dev.ghbilling.polyglot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The results of a language's client.
 *
 * @param language the language
 * @param results the results by vector id
 */
record LanguageResults(String language, Map<String, Result> results) {

  /**
   * A result of one call.
   *
   * @param status the HTTP status, 0 if there is no response
   * @param json the response as the client serializes it, if it had JSON
   * @param failure why there is no result to compare; empty if there is one
   */
  record Result(int status, Optional<String> json, String failure) {}

  /**
   * Reads a runner's file: {@code {"language", "results": [{"vector", "status", "json",
   * "failure"}]}}.
   */
  static LanguageResults read(Path file) throws IOException {
    JsonNode document;
    try (var in = Files.newInputStream(file)) {
      document = ContractJson.MAPPER.readTree(in);
    }
    Map<String, Result> results = new LinkedHashMap<>();
    for (JsonNode written : document.path("results")) {
      results.put(
          written.path("vector").asText(),
          new Result(
              written.path("status").asInt(),
              Optional.ofNullable(written.get("json")).map(JsonNode::asText),
              written.path("failure").asText()));
    }
    return new LanguageResults(document.path("language").asText(), results);
  }
}
