package dev.ghbilling.spec.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the commands to printing nothing that a terminal obeys, whatever a document contains. */
class SpecOutputTest {
  private static final String COMMANDS =
      "\u001B[31m\u009B2J\u001B]0;title\u0007\u202E\u2066\u200F\u061C\u2028\u0085\u007F\r\nforged";

  private static final Pattern OBEYED =
      Pattern.compile(
          "[\\p{Cc}\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069&&[^\\n]]|\\nforged");

  private static final String USAGE =
      "/paths/~1enterprises~1{e}~1settings~1billing~1usage/get/responses/200/content/application~1json/schema";

  @TempDir private Path folder;

  @Test
  @Regression(
      input = "contracts whose names and values carry ESC, C1, bidi and line controls",
      before = "spec diff, drift and release passed them to the terminal",
      now = "a space in place of each")
  void diff_hostileDocument_printsNothingThatATerminalObeys() throws IOException {
    String library = file("library.json", Library.document());
    String hostile = file("hostile.json", hostileLibrary());

    for (List<String> pair : List.of(List.of(library, hostile), List.of(hostile, library))) {
      SpecRun run = SpecRun.of("diff", pair.get(0), pair.get(1));

      assertThat(run.status()).as(run.err()).isEqualTo(1);
      assertInert(run);
      assertThat(run.out().split("2J", -1)).hasSizeGreaterThan(6);
    }
  }

  @Test
  void diff_hostileDocumentAsJson_isEscaped() throws IOException {
    SpecRun run =
        SpecRun.of(
            "diff",
            "--format",
            "json",
            file("library.json", Library.document()),
            file("hostile.json", hostileLibrary()));

    assertInert(run);
    assertThat(ContractJson.MAPPER.readTree(run.out()).path("newer").asText()).endsWith(COMMANDS);
  }

  @Test
  void drift_hostileDocument_printsNothingThatATerminalObeys() throws IOException {
    ObjectNode upstream = Library.document();
    ((ObjectNode) upstream.path("paths"))
        .removeAll()
        .set(
            "/enterprises/{e}/settings/billing/usage",
            ContractJson.MAPPER.readTree(
                "{\"get\":{\"responses\":{\"200\":{\"content\":{\"application/json\":{\"schema\":{\"properties\":{}}}}}}}}"));
    ((ObjectNode) upstream.at(USAGE + "/properties")).putObject("a" + COMMANDS);
    ((ObjectNode) upstream.path("info")).put("version", COMMANDS);
    ObjectNode known = JsonNodeFactory.instance.objectNode().put("upstream", "b" + COMMANDS);
    ObjectNode group = known.putArray("known").addObject().put("reason", "c" + COMMANDS);
    group.putArray("differences").add("GET /actions: operation only ours").add("d" + COMMANDS);

    SpecRun run =
        SpecRun.of(
            "drift",
            "--upstream",
            file("upstream.json", upstream),
            "--known",
            Files.writeString(folder.resolve("known.yaml"), escaped(known)).toString());

    assertThat(run.status()).as(run.err()).isEqualTo(1);
    assertInert(run);
    assertThat(run.out().split("2J", -1)).hasSizeGreaterThan(4);
  }

  @Test
  void release_hostileDocument_printsNothingThatATerminalObeys() throws IOException {
    ObjectNode next = hostileLibrary();
    ((ObjectNode) next.path("info")).put("version", "1.3.0");

    SpecRun run =
        SpecRun.of(
            "release",
            "--released",
            file("library.json", Library.document()),
            "--contract",
            file("hostile.json", next));

    assertThat(run.status()).isEqualTo(1);
    assertInert(run);
    assertThat(run.err()).contains("2J");
  }

  @Test
  void error_hostileText_printsNothingThatATerminalObeys() throws IOException {
    ObjectNode version = Library.document().put("openapi", COMMANDS);
    ObjectNode reference = Library.document();
    ((ObjectNode) reference.at("/components/schemas/Shelf")).put("$ref", "#/a" + COMMANDS);

    for (String file :
        List.of("nowhere" + COMMANDS, file("version.json", version), file("ref.json", reference))) {
      SpecRun run = SpecRun.of("diff", file, file);

      assertThat(run.status()).isEqualTo(2);
      assertInert(run);
      assertThat(run.err()).contains("2J").hasLineCount(1);
    }
    assertInert(SpecRun.of(COMMANDS));
  }

  private static ObjectNode hostileLibrary() {
    ObjectNode library = Library.document();
    TextNode text = TextNode.valueOf("a" + COMMANDS);
    ((ObjectNode) library.path("info")).set("version", TextNode.valueOf("2.0.0-" + COMMANDS));
    ObjectNode list = (ObjectNode) library.at("/paths/~1shelves~1{shelf}~1books/get");
    list.set("operationId", text);
    list.set("x-a" + COMMANDS, text);
    ((ObjectNode) list.at("/parameters/2/schema")).putArray("enum").add(text);
    ((ObjectNode) list.at("/responses/200/headers")).putObject("b" + COMMANDS).putObject("schema");
    ((ObjectNode) list.at("/responses/200/content")).putObject("text/c" + COMMANDS);
    ObjectNode book = (ObjectNode) library.at("/components/schemas/Book/properties");
    book.putObject("d" + COMMANDS).put("type", "string");
    ((ObjectNode) book.path("isbn")).set("pattern", text);
    book.remove("price");
    ObjectNode path = library.at("/paths/~1opening-hours").deepCopy();
    ((ObjectNode) path.path("get")).put("operationId", "f");
    ((ObjectNode) library.path("paths")).set("/e" + COMMANDS, path);
    return library;
  }

  /** Writes JSON that is YAML as well, which allows such characters only if they are escaped. */
  private static String escaped(ObjectNode json) throws IOException {
    return ContractJson.MAPPER
        .writer()
        .with(JsonWriteFeature.ESCAPE_NON_ASCII)
        .writeValueAsString(json)
        .replace("\u007F", "\\u007f");
  }

  private String file(String name, JsonNode document) throws IOException {
    return Files.writeString(folder.resolve(name), document.toString()).toString();
  }

  private static void assertInert(SpecRun run) {
    assertThat(run.out()).doesNotContainPattern(OBEYED);
    assertThat(run.err()).doesNotContainPattern(OBEYED);
  }
}
