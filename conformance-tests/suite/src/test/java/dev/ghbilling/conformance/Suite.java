package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One run of the command, in this process.
 *
 * @param exitCode its exit code
 * @param out what it said on stdout
 * @param err what it said on stderr
 */
record Suite(int exitCode, String out, String err) {
  static final String TOKEN = "ghp_secret";

  static Suite run(URI baseUrl, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--base-url", baseUrl.toString(), "--enterprise", "octo-enterprise"));
    arguments.addAll(List.of(more));
    return run(Map.of("GITHUB_TOKEN", TOKEN), arguments.toArray(String[]::new));
  }

  static Suite run(Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        ConformanceCommand.program(environment)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Suite(exitCode, out.toString(), err.toString());
  }

  String lastLine() {
    List<String> lines = out.lines().toList();
    return lines.get(lines.size() - 1);
  }

  /** The ids in a report with that outcome. */
  static List<String> ids(Path report, String outcome) throws IOException {
    List<String> ids = new ArrayList<>();
    for (JsonNode check :
        ContractJson.MAPPER
            .readTree(Files.readString(report.resolve("report.json")))
            .path("checks")) {
      if (check.path("outcome").asText().equals(outcome)) {
        ids.add(check.path("id").asText());
      }
    }
    return ids;
  }
}
