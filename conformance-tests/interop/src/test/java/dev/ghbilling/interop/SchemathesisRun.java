package dev.ghbilling.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run of Schemathesis, which derives requests from the contract, valid ones and invalid ones, and
 * compares the responses of a server with it. Each run sends the same requests.
 *
 * @param findings what it found: the operation, the kind of failure, the status of the response,
 *     the fields that the response calls invalid, and whether the request had no token or was for
 *     an account that the contract doesn't show
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
        JsonNode interaction = recorder.path("interactions").path(checks.getKey());
        for (JsonNode check : checks.getValue()) {
          JsonNode failure = check.at("/failure_info/failure");
          if (failure.isObject()) {
            findings.add(finding(failure, interaction));
          }
        }
      }
    }
    return findings;
  }

  private static String finding(JsonNode failure, JsonNode interaction) throws IOException {
    String methodAndPath = failure.path("operation").asText();
    Operation operation =
        Contract.bundled().operations().stream()
            .filter(one -> methodAndPath.equals(one.method() + " " + one.path()))
            .findFirst()
            .orElseThrow(() -> new IOException("no operation of the contract: " + methodAndPath));
    JsonNode response = interaction.path("response");
    return Stream.of(
            operation.id() + ":",
            failure.path("type").asText(),
            response.path("status_code").asText("without a response"),
            String.join(", ", fieldsAtFault(response)),
            caller(operation, interaction.path("request")))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** Returns what is unusual about who asks, or for which account. */
  private static String caller(Operation operation, JsonNode request) {
    Parameter account = operation.parameters(Parameter.Location.PATH).get(0);
    String own =
        operation
            .path()
            .replaceFirst("\\{.*", Matcher.quoteReplacement(account.example().orElseThrow() + "/"));
    if (request.path("headers").propertyStream().noneMatch(SchemathesisRun::isToken)) {
      return "without a token";
    }
    return URI.create(request.path("uri").asText()).getRawPath().startsWith(own)
        ? ""
        : "of another account";
  }

  private static boolean isToken(Map.Entry<String, JsonNode> header) {
    return header.getKey().equalsIgnoreCase("Authorization");
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
}
