package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.text.StandardStreams;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A run of the command in this process.
 *
 * @param exitCode the exit status
 * @param out the text on stdout
 * @param err the text on stderr
 */
public record CommandRun(int exitCode, String out, String err) {
  public static final String TOKEN = "ghp_secret";

  /** Runs the command with a token against the enterprise {@code octo-enterprise}. */
  public static CommandRun run(URI baseUrl, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--base-url", baseUrl.toString(), "--enterprise", "octo-enterprise"));
    arguments.addAll(List.of(more));
    return run(Map.of("GITHUB_TOKEN", TOKEN), arguments.toArray(String[]::new));
  }

  /** Runs the command in an environment. */
  public static CommandRun run(Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        ConformanceCommand.commandLine(environment, StandardStreams.of(out, err))
            .execute(arguments);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  /** Asserts that the command rejected its arguments in one line that contains the text. */
  public void assertRejected(String text) {
    assertThat(exitCode).isEqualTo(2);
    assertThat(out).isEmpty();
    assertThat(err.lines()).singleElement().asString().startsWith("conformance: ").contains(text);
  }

  /** Returns the line on stdout with the counts, the one before the verdict. */
  public String counts() {
    List<String> lines = out.lines().toList();
    return lines.get(lines.size() - 2);
  }

  /** Returns the ids of the checks with an outcome in a report. */
  public static List<String> ids(Path report, String outcome) throws IOException {
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
