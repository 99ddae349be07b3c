package dev.ghbilling.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A run of Schemathesis, which derives requests from the contract, valid ones and invalid ones, and
 * compares the responses of a server with it. Each run sends the same requests.
 *
 * @param findings what it found: the operation, the kind of failure, the status of the response,
 *     and the fields that the response calls invalid
 * @param summary its summary of the run
 * @param log what it printed, with a request that reproduces each finding
 */
record SchemathesisRun(Set<String> findings, JsonNode summary, String log) {
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
    Path events = folder.resolve("events.ndjson");
    Files.deleteIfExists(events);
    Files.deleteIfExists(summary);
    new ProcessBuilder(
            folder.resolve("venv/bin/schemathesis").toString(),
            "run",
            file.toString(),
            "--url=" + baseUrl,
            "--header=Authorization: Bearer " + token,
            "--checks=all",
            "--continue-on-failure",
            "--max-examples=25",
            "--generation-deterministic",
            // Those that measure time would tell how busy the machine is.
            "--suppress-health-check=all",
            "--report-ndjson-path=" + events,
            "--report-json-path=" + summary,
            "--no-color")
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start()
        .waitFor();
    String printed = Files.readString(log);
    if (!Files.exists(summary) || !Files.exists(events)) {
      throw new IOException("Schemathesis wrote no report; it printed:\n" + printed);
    }
    return new SchemathesisRun(findings(events), MAPPER.readTree(summary.toFile()), printed);
  }

  /** Reads the events of a run, one a line; that of a finished scenario has all its checks. */
  private static Set<String> findings(Path events) throws IOException {
    Set<String> findings = new TreeSet<>();
    for (String line : Files.readAllLines(events)) {
      JsonNode recorder = MAPPER.readTree(line).at("/ScenarioFinished/recorder");
      for (Map.Entry<String, JsonNode> checks : recorder.path("checks").properties()) {
        JsonNode response = recorder.path("interactions").path(checks.getKey()).path("response");
        for (JsonNode check : checks.getValue()) {
          JsonNode failure = check.at("/failure_info/failure");
          if (failure.isObject()) {
            findings.add(finding(failure, response));
          }
        }
      }
    }
    return findings;
  }

  private static String finding(JsonNode failure, JsonNode response) throws IOException {
    return "%s: %s %s %s"
        .formatted(
            operationId(failure.path("operation").asText()),
            failure.path("type").asText(),
            response.path("status_code").asText("without a response"),
            String.join(", ", fieldsAtFault(response)))
        .strip();
  }

  /** Returns the fields that an error response names, so that one reason doesn't explain all. */
  private static Set<String> fieldsAtFault(JsonNode response) throws IOException {
    Set<String> fields = new TreeSet<>();
    byte[] content = response.at("/content/$base64").binaryValue();
    if (content != null && response.path("status_code").asInt() >= 400) {
      for (JsonNode error : MAPPER.readTree(content).path("errors")) {
        fields.add(error.path("field").asText());
      }
    }
    return fields;
  }

  private static String operationId(String methodAndPath) {
    return Contract.bundled().operations().stream()
        .filter(operation -> methodAndPath.equals(operation.method() + " " + operation.path()))
        .map(Operation::id)
        .findFirst()
        .orElse(methodAndPath);
  }
}
