package dev.ghbilling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A server that alters every string, name of a property and key of a map in its documented
 * responses, for example by a terminal's commands.
 */
final class HostileServer implements AutoCloseable {
  /** What a terminal would obey: colour, erasing, a title, direction, and lines of its own. */
  static final String COMMANDS =
      "\u001B[31m\u009B2J\u001B]0;title\u0007\u202E\u2066\u200F\u061C\u2028\u0085\u007F\r\nforged";

  /** What the commands must become. */
  static final Pattern OBEYED =
      Pattern.compile(
          "[\\p{Cc}\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069&&[^\\n]]|\\nforged");

  /** Properties that must stay as they are, for the commands to go on. */
  private static final Set<String> KEPT = Set.of("state", "status", "type");

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final RecordingServer server = new RecordingServer();
  private final UnaryOperator<String> alteration;

  private HostileServer(UnaryOperator<String> alteration) {
    this.alteration = alteration;
  }

  /** Starts a server that responds with the documented examples, whose strings are altered. */
  static HostileServer ofExamples(UnaryOperator<String> alteration) {
    HostileServer hostile = new HostileServer(alteration);
    hostile.server.respondWith(
        (request, connection) -> hostile.response(request).send(request, connection));
    return hostile;
  }

  /** Starts a server that refuses everything. */
  static HostileServer ofErrors(int status) {
    HostileServer hostile = new HostileServer(text -> text + COMMANDS);
    JsonNode body =
        hostile.hostile(
            JSON.objectNode()
                .put("message", "No.")
                .put("documentation_url", "https://docs.example/")
                .put("code", "a"));
    hostile.server.respondWith(
        ScriptedResponse.of(
            status,
            body.toString(),
            "Content-Type: application/json",
            "X-GitHub-Request-Id: 1" + COMMANDS.replaceAll("[\r\n]", "")));
    return hostile;
  }

  Map<String, String> environment() {
    return new HashMap<>(
        Map.of(
            "GITHUB_API_URL",
            server.baseUrl().toString(),
            "GITHUB_ENTERPRISE",
            "octo",
            "GITHUB_TOKEN",
            CliRun.TOKEN,
            "GHBILLING_PROGRESS",
            "1"));
  }

  @Override
  public void close() {
    server.close();
  }

  private ScriptedResponse response(ReceivedRequest request) {
    String path = request.target().replaceFirst("\\?.*", "");
    if (path.equals("/report.csv")) {
      return ScriptedResponse.of(
          200, "date,product,net_amount\n2025-01-01,%s,1\n".formatted("Actions"), "ETag: \"1\"");
    }
    if (request.target().contains("cost_center_id=")) {
      // Otherwise the cost centers would have the same rows, which the SDK refuses.
      return ScriptedResponse.json("{\"usageItems\":[]}");
    }
    for (Operation operation : Contract.bundled().operations()) {
      String shape = operation.path().replaceAll("\\{[^}]*}", "[^/]+");
      if (operation.method().equals(request.method()) && path.matches(shape)) {
        return operation
            .success()
            .body()
            .map(
                body ->
                    ScriptedResponse.of(
                        operation.success().status(),
                        hostile(body.example().orElseThrow().value()).toString(),
                        "Content-Type: application/json"))
            .orElseGet(() -> ScriptedResponse.of(operation.success().status(), ""));
      }
    }
    return ScriptedResponse.of(404, "{}");
  }

  private JsonNode hostile(JsonNode value) {
    if (value.isTextual()) {
      return hostile(value.asText());
    }
    if (value.isArray()) {
      ArrayNode list = JSON.arrayNode();
      value.forEach(element -> list.add(hostile(element)));
      return list;
    }
    if (!value.isObject()) {
      return value;
    }
    ObjectNode object = JSON.objectNode();
    value.properties().forEach(property -> object.set(property.getKey(), hostile(property)));
    boolean isMap = value.valueStream().allMatch(JsonNode::isNumber);
    String text = alteration.apply("unknown");
    object.set(alteration.apply("key"), isMap ? JSON.numberNode(-5.2) : JSON.textNode(text));
    if (!isMap) {
      object.putArray(alteration.apply("list")).addObject().put(alteration.apply("inner"), text);
    }
    return object;
  }

  private JsonNode hostile(Map.Entry<String, JsonNode> property) {
    return KEPT.contains(property.getKey()) ? property.getValue() : hostile(property.getValue());
  }

  private TextNode hostile(String text) {
    if (text.startsWith("https://")) {
      return TextNode.valueOf(server.baseUrl() + "/report.csv?sig=signature");
    }
    return TextNode.valueOf(text.matches("\\d{4}-\\d\\d.*") ? text : alteration.apply(text));
  }
}
