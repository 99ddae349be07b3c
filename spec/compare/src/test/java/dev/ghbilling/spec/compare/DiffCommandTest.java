package dev.ghbilling.spec.compare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.testkit.Regression;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiffCommandTest {
  private static final Path CONTRACT = Path.of("../openapi.yaml");

  private static final String CLASS_PATH = System.getProperty("java.class.path");
  private static final String MAIN = SpecMain.class.getName();

  @TempDir private Path folder;

  @Test
  void diff_sameContract_findsNothing() {
    SpecRun run = SpecRun.of("diff", CONTRACT.toString(), CONTRACT.toString());

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .endsWith("0 break callers, 0 break servers, 0 harmless\n")
        .hasLineCount(1);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void diff_alteredContract_printsWhatBreaksWhomAndWhy() throws IOException {
    SpecRun run = SpecRun.of("diff", library(), altered());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .isEqualTo(
            """
            Breaks callers (2)
              GET /shelves/{shelf}/books
                query page                  maximum 100 -> 50  (servers may refuse what callers send)
                response 200 /books/*/isbn  property removed   (callers may read it)

            Breaks servers (1)
              PUT /rooms/{room}
                  operation added  (servers must offer it)

            Harmless (1)
              GET /shelves/{shelf}/books
                  description changed

            1.2.3 -> 1.2.3: 2 break callers, 1 break servers, 1 harmless
            """);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void diff_formatJson_printsTheSame() throws IOException {
    SpecRun run = SpecRun.of("diff", "--format", "json", library(), altered());

    JsonNode json = ContractJson.MAPPER.readTree(run.out());
    assertThat(run.status()).isEqualTo(1);
    assertThat(json.path("breaking").booleanValue()).isTrue();
    assertThat(json.path("breaksCallers").intValue()).isEqualTo(2);
    assertThat(json.path("breaksServers").intValue()).isEqualTo(1);
    assertThat(json.path("harmless").intValue()).isEqualTo(1);
    assertThat(json.path("changes"))
        .filteredOn(change -> change.path("place").asText().equals("query page"))
        .singleElement()
        .hasToString(
            "{\"operation\":\"GET /shelves/{shelf}/books\",\"place\":\"query page\","
                + "\"what\":\"maximum 100 -> 50\",\"rule\":\"request-narrowed\","
                + "\"reason\":\"servers may refuse what callers send\","
                + "\"before\":{\"exclusive\":false,\"value\":100},"
                + "\"after\":{\"exclusive\":false,\"value\":50},\"breaks\":[\"callers\"]}");
  }

  @Test
  void diff_harmlessChange_exits0() throws IOException {
    ObjectNode altered = Library.document();
    Library.set(altered, "/components/schemas/Book/properties/pages", "{\"type\":\"integer\"}");

    SpecRun run = SpecRun.of("diff", library(), file("altered.json", altered));

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("response 200 /books/*/pages  property added");
  }

  @Test
  void diff_unusedSchemaAdded_isMentioned() throws IOException {
    ObjectNode altered = Library.document();
    Library.set(altered, "/components/schemas/Unused", "{\"type\":\"integer\"}");

    SpecRun run = SpecRun.of("diff", library(), file("altered.json", altered));

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("The documents differ, but only in parts that no operation uses.");
  }

  @Test
  void diff_propertyOrExampleCalledRef_isNoReference() throws IOException {
    ObjectNode altered = Library.document();
    Library.set(
        altered,
        "/components/schemas/Book/properties/$ref",
        "{\"type\":\"string\",\"examples\":[{\"$ref\":\"elsewhere.json\"}]}");

    SpecRun run = SpecRun.of("diff", library(), file("altered.json", altered));

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("response 200 /books/*/$ref  property added");
  }

  @Test
  void diff_yamlWithManyDigits_comparesEach() throws IOException {
    String yaml =
        "{openapi: 3.1.0, info: {title: A, version: 1.0.0}, paths: {/a: {get: {parameters: [{name:"
            + " a, in: query, schema: {type: number, maximum: %s}}], responses: {'200':"
            + " {description: A}}}}}}";
    Path old =
        Files.writeString(folder.resolve("a.yaml"), yaml.formatted("1.00000000000000000001"));
    Path current =
        Files.writeString(folder.resolve("b.yaml"), yaml.formatted("1.00000000000000000002"));

    SpecRun run = SpecRun.of("diff", old.toString(), current.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains("maximum 1.00000000000000000001 -> 1.00000000000000000002")
        .contains("Breaks servers (1)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a: [              | can't be read
          ''                | is not an OpenAPI document
          just a text       | is not an OpenAPI document
          {"swagger":"2.0"} | is not an OpenAPI document
          {"openapi":"3.1.0","info":{"title":"A","version":"1"}} | is not an OpenAPI document
          {"openapi":"3.2.0","paths":{}} | is written in OpenAPI 3.2.0
          {"openapi":"3.1.0","paths":{}} | is not valid
          {"openapi":"3.1.0","paths":{},"paths":{}} | duplicate key
          {"openapi":"3.1.0","info":{"title":"A","version":"1"},"paths":{"/a":{"$ref":"#/components/pathItems/100%"}}} | refers to #/components/pathItems/100%, which is not a valid reference
          {"openapi":"3.1.0","info":{"title":"A","version":"1"},"paths":{"/a":{"$ref":"b.yaml"}}} | refers to another document, b.yaml
          """)
  void diff_malformedDocument_failsInOneLine(String text, String reason) throws IOException {
    Path file = Files.writeString(folder.resolve("new.yaml"), text);

    for (String[] pair :
        new String[][] {{library(), file.toString()}, {file.toString(), library()}}) {
      SpecRun run = SpecRun.of("diff", pair[0], pair[1]);

      assertThat(run.status()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).startsWith("spec diff: " + file).contains(reason).hasLineCount(1);
    }
  }

  @Test
  void diff_missingFile_isNamed() throws IOException {
    SpecRun run = SpecRun.of("diff", library(), "nowhere.yaml");

    assertThat(run).isEqualTo(new SpecRun(2, "", "spec diff: nowhere.yaml doesn't exist\n"));
  }

  @Test
  void diff_unwritableOutput_exits2() throws Exception {
    Process process =
        java("-cp", CLASS_PATH, MAIN, "diff", library(), library())
            .redirectOutput(new File("/dev/full"))
            .start();

    assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8))
        .startsWith("spec: the output can't be written: ")
        .hasLineCount(1);
    assertThat(process.waitFor()).isEqualTo(2);
  }

  @Test
  @Regression(
      input = "900 schemas that refer to one another in a chain, on a small stack",
      before = "StackOverflowError",
      now = "compared")
  void diff_longChainOfSchemas_isCompared() throws Exception {
    String chain = file("chain.json", chainOfSchemas(900));

    Process process = java("-Xss256k", "-cp", CLASS_PATH, MAIN, "diff", chain, chain).start();

    assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8)).isEmpty();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void diff_tooLongChainOfSchemas_exits2() throws IOException {
    String chain = file("chain.json", chainOfSchemas(1500));

    assertThat(SpecRun.of("diff", chain, library()))
        .isEqualTo(
            new SpecRun(
                2,
                "",
                "spec diff: %s has schemas that are nested more than 1000 levels deep\n"
                    .formatted(chain)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{anyOf: [{$ref: '#/components/schemas/B'}, {type: object}]}",
        "{allOf: [{$ref: '#/components/schemas/B'}]}",
        "{$ref: '#/components/schemas/B'}",
        "{items: {$ref: '#/components/schemas/B'}, not: {$ref: '#/components/schemas/A'}}",
        "&anchor {type: object, properties: {a: *anchor}}"
      })
  void diff_schemasThatContainOneAnother_endsInOneLineAtMost(String schema) throws IOException {
    String text =
        """
        openapi: 3.1.0
        info: {title: A, version: 1.0.0}
        paths:
          /a:
            get:
              responses:
                '200':
                  description: A
                  content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}
        components:
          schemas:
            A: %s
            B: {oneOf: [{$ref: '#/components/schemas/A'}, {type: array}]}
        """;
    String file = Files.writeString(folder.resolve("a.yaml"), text.formatted(schema)).toString();

    SpecRun run = SpecRun.of("diff", file, file);

    assertThat(run.status()).isIn(0, 2);
    assertThat(run.err()).doesNotContain("StackOverflow").hasLineCount(run.status() / 2);
    assertThat(run.err()).hasSizeLessThan(500);
  }

  private static ObjectNode chainOfSchemas(int length) {
    ObjectNode document = Library.document();
    for (int i = 0; i < length; i++) {
      String next =
          "{\"properties\":{\"p\":{\"$ref\":\"#/components/schemas/Deep" + (i + 1) + "\"}}}";
      Library.set(document, "/components/schemas/Deep" + i, next);
    }
    Library.set(document, "/components/schemas/Deep" + length, "{}");
    Library.set(
        document,
        "/components/schemas/Book/properties/p",
        "{\"$ref\":\"#/components/schemas/Deep0\"}");
    return document;
  }

  private static ProcessBuilder java(String... arguments) {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    return new ProcessBuilder(command);
  }

  @Test
  void diff_folder_failsInOneLine() throws IOException {
    SpecRun run = SpecRun.of("diff", library(), folder.toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("spec diff: " + folder).hasLineCount(1);
  }

  @Test
  void diff_wrongUsage_failsInOneLine() throws IOException {
    assertThat(SpecRun.of("diff", library()).status()).isEqualTo(2);
    assertThat(SpecRun.of("diff", library()).err())
        .contains("NEW")
        .contains("--help")
        .hasLineCount(1);
    assertThat(SpecRun.of("diff", "--format", "xml", library(), library()).status()).isEqualTo(2);
    assertThat(SpecRun.of("difference").status()).isEqualTo(2);
    assertThat(SpecRun.of().status()).isEqualTo(2);
    assertThat(SpecRun.of("diff", "--help").out())
        .contains("breaks callers if")
        .contains("Exit status");
  }

  private String library() throws IOException {
    return file("library.json", Library.document());
  }

  private String altered() throws IOException {
    ObjectNode altered = Library.document();
    String list = "/paths/~1shelves~1{shelf}~1books/get";
    Library.set(altered, list + "/description", "\"Books.\"");
    Library.set(altered, list + "/parameters/1/schema/maximum", "50");
    Library.set(altered, "/components/schemas/Book/properties/isbn", "");
    Library.set(
        altered,
        "/paths/~1rooms~1{room}",
        """
        {"put": {"parameters": [{"name": "room", "in": "path", "required": true, "schema": {}}],
          "responses": {"200": {"description": "It is."}}}}
        """);
    return file("altered.json", altered);
  }

  private String file(String name, JsonNode document) throws IOException {
    return Files.writeString(folder.resolve(name), document.toString()).toString();
  }
}
