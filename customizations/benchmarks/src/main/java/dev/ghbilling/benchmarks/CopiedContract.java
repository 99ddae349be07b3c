package dev.ghbilling.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The contract with its operations several times over: each copy has paths and tags of its own. */
final class CopiedContract {
  private final Path folder;

  private CopiedContract(Path folder) {
    this.folder = folder;
  }

  /** Writes it into a folder that hides the bundled one when it stands first on a class path. */
  static CopiedContract write(Path folder, int copies) throws IOException {
    ObjectNode document = Contract.bundled().document().deepCopy();
    JsonNode original = Contract.bundled().document().path("paths");
    ObjectNode paths = document.putObject("paths");
    for (int copy = 0; copy < copies; copy++) {
      for (Map.Entry<String, JsonNode> path : original.properties()) {
        ObjectNode operations = path.getValue().deepCopy();
        if (copy > 0) {
          for (Map.Entry<String, JsonNode> operation : operations.properties()) {
            rename(operation.getValue(), copy);
          }
        }
        paths.set(copy == 0 ? path.getKey() : path.getKey() + "/copy-" + copy, operations);
      }
    }
    CopiedContract written = new CopiedContract(folder);
    Files.createDirectories(written.json().getParent());
    ContractJson.MAPPER.writeValue(written.json().toFile(), document);
    return written;
  }

  private static void rename(JsonNode candidate, int copy) {
    if (candidate instanceof ObjectNode operation && operation.has("operationId")) {
      operation.put("operationId", operation.path("operationId").asText() + "Copy" + copy);
      String tag = operation.path("tags").path(0).asText();
      operation.putArray("tags").add(tag + " " + copy);
    }
  }

  Path folder() {
    return folder;
  }

  Path json() {
    return folder.resolve("dev/ghbilling/spec/openapi.json");
  }
}
