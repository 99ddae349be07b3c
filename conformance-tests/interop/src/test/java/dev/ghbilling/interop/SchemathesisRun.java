package dev.ghbilling.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of Schemathesis, which derives requests from the contract, valid ones and invalid ones, and
 * compares the responses of a server with it. Each run sends the same requests.
 *
 * @param findings what it found: the operation, the kind of failure, and what tells it from others
 *     of that kind, such as the status
 * @param summary its summary of the run
 * @param log what it printed, with a request that reproduces each finding
 */
record SchemathesisRun(List<String> findings, JsonNode summary, String log) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /**
   * Runs it to its end.
   *
   * @param folder where it is installed; what it writes stays there
   * @param file the contract as one file
   */
  static SchemathesisRun against(URI baseUrl, String token, Path folder, Path file)
      throws IOException, InterruptedException {
    Path log = folder.resolve("log.txt");
    Path summary = folder.resolve("summary.json");
    // A baseline that begins empty has all findings in the end.
    Path baseline = folder.resolve("findings.json");
    Files.deleteIfExists(baseline);
    Files.deleteIfExists(summary);
    new ProcessBuilder(
            folder.resolve("venv/bin/schemathesis").toString(),
            "run",
            file.toString(),
            "--url=" + baseUrl,
            "--header=Authorization: Bearer " + token,
            "--checks=all",
            "--continue-on-failure",
            "--max-examples=50",
            "--generation-deterministic",
            // Those that measure time would tell how busy the machine is.
            "--suppress-health-check=all",
            "--baseline=" + baseline,
            "--baseline-update",
            "--report-json-path=" + summary,
            "--no-color")
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start()
        .waitFor();
    String printed = Files.readString(log);
    if (!Files.exists(summary) || !Files.exists(baseline)) {
      throw new IOException("Schemathesis wrote no report; it printed:\n" + printed);
    }
    return new SchemathesisRun(
        findings(MAPPER.readTree(baseline.toFile())), MAPPER.readTree(summary.toFile()), printed);
  }

  private static List<String> findings(JsonNode baseline) {
    List<String> findings = new ArrayList<>();
    for (JsonNode entry : baseline.path("entries")) {
      findings.add(
          "%s: %s %s"
              .formatted(
                  operationId(entry.path("operation").asText()),
                  entry.path("failure").asText(),
                  entry.path("signature").asText())
              .strip());
    }
    return findings;
  }

  private static String operationId(String methodAndPath) {
    return Contract.bundled().operations().stream()
        .filter(operation -> methodAndPath.equals(operation.method() + " " + operation.path()))
        .map(Operation::id)
        .findFirst()
        .orElse(methodAndPath);
  }
}
