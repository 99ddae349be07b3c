package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.net.URI;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the command to printing nothing that a terminal obeys, whatever a server sends. */
final class ConformanceOutputTest {
  private static final String COMMANDS =
      "\u001B[31m\u009B2J\u001B]0;title\u0007\u202E\u2066\u200F\u061C\u2028\u0085\u007F\r\nforged";

  private static final Pattern OBEYED =
      Pattern.compile(
          "[\\p{Cc}\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069&&[^\\n]]|\\nforged");

  @Test
  @Regression(
      input = "a tested server whose values carry C1, bidi and line controls",
      before = "the console showed them in the messages of failed checks",
      now = "a space in place of each")
  void run_hostileServer_printsNothingThatATerminalObeys() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("total_minutes_used", COMMANDS).put("key" + COMMANDS, COMMANDS);
    ArrayNode centers = body.putArray("costCenters");
    centers.addObject().put("id", "1" + COMMANDS).put("name", 1).put("state", COMMANDS);
    try (RecordingServer server = new RecordingServer()) {
      server.respondWith(
          ScriptedResponse.of(200, body.toString(), "Content-Type: application/json"));

      CommandRun run =
          CommandRun.run(
              server.baseUrl(), "--include=getActionsBilling/*", "--include=listCostCenters/*");

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out()).contains("2J").doesNotContainPattern(OBEYED);
      assertThat(run.err()).doesNotContainPattern(OBEYED);
    }
  }

  @Test
  void run_hostileArguments_printNothingThatATerminalObeys() {
    for (String option : new String[] {"--include", "--baseline", "--value", "--bogus"}) {
      CommandRun run = CommandRun.run(URI.create("http://127.0.0.1:1"), option + "=" + COMMANDS);

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("2J").doesNotContainPattern(OBEYED);
    }
  }
}
