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
 * What a language's client made of the vectors.
 *
 * @param language the language
 * @param results by the vector's id
 */
record LanguageResults(String language, Map<String, Result> results) {

  /**
   * What came of one call.
   *
   * @param status the HTTP status, 0 if there was none
   * @param json the answer as the client writes it again, if it had JSON
   * @param failure why there is nothing to compare; empty if there is
   */
  record Result(int status, Optional<String> json, String failure) {}

  /**
   * From a runner's file: {@code {"language", "results": [{"vector", "status", "json",
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
