package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.nio.file.Path;

/** {@code report.json}, for programs. */
final class JsonReport {
  private JsonReport() {}

  static void write(Results results, Path file) throws IOException {
    ObjectNode report = ContractJson.MAPPER.createObjectNode();
    ArrayNode checks = report.putArray("checks");
    for (Result result : results.all()) {
      checks
          .addObject()
          .put("id", result.id())
          .put("operationId", result.operationId())
          .put("outcome", result.outcome().toString())
          .put("clause", result.clause())
          .put("message", result.message());
    }
    ContractJson.MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), report);
  }
}
