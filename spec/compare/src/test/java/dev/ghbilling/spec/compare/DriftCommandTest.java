package dev.ghbilling.spec.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftCommandTest {
  /** A small contract to compare upstream with. */
  private static final String OURS =
      """
      openapi: 3.1.0
      info: {title: Billing, version: 1.0.0}
      paths:
        /enterprises/{enterprise}/settings/billing/usage:
          get:
            operationId: getUsage
            tags: [Usage]
            x-tokens: {accepted: [{kind: classic}]}
            parameters:
              - {name: enterprise, in: path, required: true, schema: {type: string}}
              - {name: hour, in: query, schema: {type: integer, format: int32, minimum: 0}}
            responses:
              '200':
                description: The usage.
                content:
                  application/json:
                    schema: {$ref: '#/components/schemas/Usage'}
        /enterprises/{enterprise}/settings/billing/packages:
          get:
            parameters: [{name: enterprise, in: path, required: true, schema: {type: string}}]
            responses: {'200': {description: The packages.}}
      components:
        schemas:
          Usage:
            type: object
            required: [quantity, status]
            properties:
              quantity: {type: number}
              note: {type: [string, 'null']}
              status: {anyOf: [{type: string, enum: [done]}, {type: string}]}
      """;

  /** The same in OpenAPI 3.0, with other names and some differences. */
  private static final String UPSTREAM =
      """
      {
        "openapi": "3.0.3", "info": {"title": "GitHub", "version": "9.9.9"},
        "paths": {
          "/users/{a}": {"get": {"responses": {"200": {"$ref": "#/components/responses/nowhere"}}}},
          "/enterprises/{e}/settings/billing/usage": {"get": {
            "operationId": "billing/usage", "tags": ["billing"], "description": "Usage.",
            "parameters": [{"$ref": "#/components/parameters/enter~1prise"}],
            "responses": {"200": {"$ref": "#/components/responses/usage"}}
          }},
          "/enterprises/{e}/settings/billing/budgets/{b}": {"delete": {
            "parameters": [{"$ref": "#/components/parameters/enter~1prise"}],
            "responses": {"204": {"description": "Gone."}, "404": {"description": "No."}}
          }}
        },
        "components": {
          "schemas": {
            "unrelated": {"type": "object"},
            "usage": {"type": "object", "required": ["quantity"], "properties": {
              "quantity": {"type": "integer"},
              "note": {"type": "string", "nullable": true},
              "status": {"type": "string", "enum": ["done", "failed"]},
              "extra": {"type": "object", "properties": {"a": {"type": "string"}}}
            }}
          },
          "responses": {"usage": {"description": "Usage", "content": {"application/json": {
            "schema": {"$ref": "#/components/schemas/usage"}}}}},
          "parameters": {"enter/prise": {"name": "e", "in": "path", "required": true,
            "schema": {"type": "string"}}}
        }
      }
      """;

  private static final List<String> DIFFERENCES =
      List.of(
          "GET /usage query hour: parameter only ours",
          "GET /usage response 200 /quantity: type number ours, integer upstream",
          "GET /usage response 200 /status: required ours, optional upstream",
          "GET /usage response 200 /status: enumeration open ours, closed upstream",
          "GET /usage response 200 /status: known value failed only upstream",
          "GET /usage response 200 /extra: property only upstream",
          "GET /packages: operation only ours",
          "DELETE /budgets/{}: operation only upstream");

  @TempDir private Path folder;
  private Path upstream;

  @BeforeEach
  void files() throws IOException {
    Files.writeString(folder.resolve("ours.yaml"), OURS);
    upstream = Files.writeString(folder.resolve("upstream.json"), UPSTREAM);
  }

  @Test
  void drift_emptyList_reportsEachDifference() throws IOException {
    SpecRun run = drift(known(List.of()), "--format", "json");

    assertThat(run.status()).isEqualTo(1);
    JsonNode json = ContractJson.MAPPER.readTree(run.out());
    assertThat(json.path("differences").findValuesAsText("id")).isEqualTo(DIFFERENCES);
    assertThat(json.path("differences").path(1))
        .hasToString(
            "{\"id\":\"GET /usage response 200 /quantity: type number ours, integer upstream\","
                + "\"operation\":\"GET /enterprises/{enterprise}/settings/billing/usage\","
                + "\"place\":\"response 200 /quantity\",\"subject\":\"type\",\"side\":\"both\","
                + "\"ours\":[\"number\"],\"upstream\":[\"integer\"],\"known\":false,"
                + "\"reason\":null}");
    assertThat(json.path("upstream").asText()).isEqualTo("9.9.9");
    assertThat(json.path("drift").booleanValue()).isTrue();
  }

  @Test
  void drift_dereferencedUpstream_isTheSame() throws IOException {
    ObjectNode document = (ObjectNode) ContractJson.MAPPER.readTree(UPSTREAM);
    document.withObject("/paths").remove("/users/{a}");
    dereference(document, document);
    document.remove("components");
    assertThat(document.findValues("$ref")).isEmpty();
    Files.writeString(upstream, document.toString());

    JsonNode json = ContractJson.MAPPER.readTree(drift(known(List.of()), "--format", "json").out());

    assertThat(json.path("differences").findValuesAsText("id")).isEqualTo(DIFFERENCES);
  }

  @Test
  void drift_upstreamInYaml_isTheSame() throws IOException {
    upstream = Files.writeString(folder.resolve("upstream.yaml"), UPSTREAM);

    JsonNode json = ContractJson.MAPPER.readTree(drift(known(List.of()), "--format", "json").out());

    assertThat(json.path("differences").findValuesAsText("id")).isEqualTo(DIFFERENCES);
  }

  @Test
  void drift_allKnown_exits0() throws IOException {
    SpecRun run = drift(known(DIFFERENCES));

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("Known differences (8)\n  ")
        .contains("    DELETE /budgets/{}: operation only upstream\n")
        .endsWith("upstream 9.9.9, known from test: 8 known differences, 0 unknown, 0 obsolete\n");
  }

  @Test
  void drift_severalDescriptions_areTakenTogether() throws IOException {
    Path users = folder.resolve("users.json");
    Files.writeString(
        users,
        """
        {"openapi": "3.0.3", "info": {"title": "GitHub", "version": "9.9.9"}, "paths": {
          "/users/{u}/settings/billing/usage": {"get": {"responses": {"200": {"description": "a"}}}},
          "/enterprises/{e}/settings/billing/packages": {"get": {
            "parameters": [{"name": "e", "in": "path", "required": true, "schema": {"type": "string"}}],
            "responses": {"200": {"description": "The packages."}}}}}}
        """);

    SpecRun run = drift(known(List.of()), "--upstream", users.toString(), "--format", "json");

    assertThat(ContractJson.MAPPER.readTree(run.out()).path("differences").findValuesAsText("id"))
        .contains("GET /users/{}/usage: operation only upstream")
        .contains("DELETE /budgets/{}: operation only upstream")
        .doesNotContain("GET /packages: operation only ours");
  }

  @Test
  void drift_patterns_coverWhatTheyMatch() throws IOException {
    Path known =
        Files.writeString(
            folder.resolve("known.yaml"),
            """
            upstream: test
            known:
              - {reason: Rule., patterns: ['...: operation only ...', '.../status: ...'], differences: []}
              - {reason: Line., differences: ['GET /packages: operation only ours']}
            """);

    SpecRun run = drift(known, "--format", "json");

    JsonNode differences = ContractJson.MAPPER.readTree(run.out()).path("differences");
    assertThat(differences)
        .filteredOn(difference -> difference.path("known").booleanValue())
        .extracting(difference -> difference.path("id").asText() + " " + difference.path("reason"))
        .containsExactly(
            DIFFERENCES.get(2) + " \"Rule.\"",
            DIFFERENCES.get(3) + " \"Rule.\"",
            DIFFERENCES.get(4) + " \"Rule.\"",
            DIFFERENCES.get(6) + " \"Line.\"",
            DIFFERENCES.get(7) + " \"Rule.\"");
  }

  @Test
  void drift_patternThatNothingMatches_exits1() throws IOException {
    Path known =
        Files.writeString(
            folder.resolve("known.yaml"),
            "{upstream: test, known: [{reason: Rule., patterns: ['... header ...']}]}");

    SpecRun run = drift(known);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("Obsolete known differences (1)\n  - '... header ...'\n");
  }

  @Test
  void drift_unknownDifference_exits1() throws IOException {
    SpecRun run = drift(known(DIFFERENCES.subList(0, 7)));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .startsWith("Unknown differences (1)\n  - 'DELETE /budgets/{}: operation only upstream'\n");
  }

  @Test
  void drift_obsoleteDifference_exits1() throws IOException {
    List<String> more = new ArrayList<>(DIFFERENCES);
    more.add("GET /usage query day: parameter only ours");

    SpecRun run = drift(known(more));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "Obsolete known differences (1)\n  - 'GET /usage query day: parameter only ours'\n");
  }

  @Test
  void drift_knownDifferenceWithOtherValue_exits1() throws IOException {
    Files.writeString(
        upstream,
        UPSTREAM.replace(
            "\"quantity\": {\"type\": \"integer\"}", "\"quantity\": {\"type\": \"string\"}"));

    SpecRun run = drift(known(DIFFERENCES));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains("type number ours, string upstream")
        .contains("Obsolete known differences (1)");
  }

  @Test
  void drift_withoutOptions_readsTheListOfTheRepository() throws IOException {
    Map<String, String> launcher = Map.of("GHBILLING_ROOT", "../..");

    SpecRun run =
        SpecRun.in(launcher, "drift", "--upstream", upstream.toString(), "--format", "json");

    assertThat(run.err()).isEmpty();
    JsonNode json = ContractJson.MAPPER.readTree(run.out());
    assertThat(json.path("knownFrom").asText()).startsWith("@octokit/openapi@");
    assertThat(json.path("differences"))
        .filteredOn(difference -> difference.path("known").booleanValue())
        .extracting(difference -> difference.path("id").asText())
        .contains("GET /actions: operation only ours");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {upstream: a, known: [{differences: [b]}]}                             | "b" has no reason
          {upstream: a, known: [{reason: ' ', differences: [b]}]}                | "b" has no reason
          {upstream: a, known: [{reason: c, differences: []}]}                   | has no `differences`
          {upstream: a, known: [{reason: c}]}                                    | has no `differences`
          {upstream: a, known: [{patterns: [b]}]}                                | "b" has no reason
          {upstream: a, known: [{reason: c, patterns: [b, b]}]}                  | "b" is listed twice
          {upstream: a, known: [{reason: c, patterns: ['... ...']}]}             | matches everything
          {upstream: a, known: [{reason: c, differences: [b, b]}]}               | "b" is listed twice
          {upstream: a, known: [{reason: c, differences: ['']}]}                 | a difference is empty
          {upstream: a, known: [{reason: c, differences: [b], because: d}]}      | because
          {upstream: a}                                                          | is missing
          {known: []}                                                            | is missing
          [                                                                      | is not a list of known differences
          ``                                                                     | is not a list of known differences
          """)
  void drift_malformedList_failsInOneLine(String text, String reason) throws IOException {
    Path known = Files.writeString(folder.resolve("known.yaml"), text);

    SpecRun run = drift(known);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("spec drift: " + known).contains(reason).hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []                                  | is not an OpenAPI document
          {}                                  | is not an OpenAPI document
          {"openapi":"3.0.3","paths":{}}      | describes no path below
          {"openapi":"3.0.3","paths":{"/a":{}}} | describes no path below
          {"openapi":"3.0.3","paths":{"/enterprises/{e}/settings/billing/usage":{"$ref":"#/components/x"}}} | refers to #/components/x, which doesn't exist
          {"openapi":"3.0.3","paths":{"/enterprises/{e}/settings/billing/usage":{"$ref":"#/components/100%"}}} | refers to #/components/100%, which is not a valid reference
          {"openapi":"3.0.3","paths":{        | can't be read
          {"openapi":"3.0.3","paths":{"/enterprises/{e}/settings/billing/usage":{"get": | can't be read
          """)
  void drift_malformedUpstream_failsInOneLine(String text, String reason) throws IOException {
    Files.writeString(upstream, text);

    SpecRun run = drift(known(List.of()));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("spec drift: " + upstream).contains(reason).hasLineCount(1);
  }

  @Test
  void drift_alternativesThatLookAlike_areNumbered() throws IOException {
    Files.writeString(
        upstream,
        UPSTREAM.replace(
            "\"quantity\": {\"type\": \"integer\"}",
            "\"quantity\": {\"oneOf\": [{\"type\": \"number\", \"minimum\": 1},"
                + " {\"type\": \"number\", \"maximum\": -1}]}"));

    JsonNode json = ContractJson.MAPPER.readTree(drift(known(List.of()), "--format", "json").out());

    String id = "GET /usage response 200 /quantity(number): alternative only upstream";
    assertThat(json.path("differences").findValuesAsText("id")).contains(id, id + " (2)");
  }

  @Test
  void drift_nullableUpstream_isReported() throws IOException {
    Files.writeString(
        upstream,
        UPSTREAM.replace(
            "\"quantity\": {\"type\": \"integer\"}",
            "\"quantity\": {\"type\": \"number\", \"nullable\": true}"));

    JsonNode json = ContractJson.MAPPER.readTree(drift(known(List.of()), "--format", "json").out());

    assertThat(json.path("differences").findValuesAsText("id"))
        .contains("GET /usage response 200 /quantity: not nullable ours, nullable upstream");
  }

  @Test
  void drift_unexpectedFailure_exits2() throws IOException {
    Files.writeString(
        upstream,
        UPSTREAM.replace(
            "\"quantity\": {\"type\": \"integer\"}",
            "\"quantity\": {\"allOf\": [{\"properties\": 3}, {\"properties\": {}}]}"));

    SpecRun run = drift(known(List.of()));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("spec drift: ").hasLineCount(1);
  }

  @Test
  void drift_formatOfOneSide_isIgnored() throws IOException {
    String quantity = "\"quantity\": {\"type\": \"integer\"";
    Files.writeString(upstream, UPSTREAM.replace(quantity, quantity + ", \"format\": \"int64\""));

    assertThat(drift(known(DIFFERENCES)).status()).isZero();
    assertThat(SpecRun.of("drift", "--help").out()).contains("a format that only one side gives");
  }

  @Test
  void drift_missingFile_isNamed() throws IOException {
    upstream = folder.resolve("nowhere.json");
    assertThat(drift(known(List.of())).err())
        .isEqualTo("spec drift: " + upstream + " doesn't exist\n");

    assertThat(drift(folder.resolve("no.yaml")))
        .isEqualTo(
            new SpecRun(2, "", "spec drift: " + folder.resolve("no.yaml") + " doesn't exist\n"));
  }

  private SpecRun drift(Path known, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "drift",
                "--upstream",
                upstream.toString(),
                "--contract",
                folder.resolve("ours.yaml").toString(),
                "--known",
                known.toString()));
    arguments.addAll(List.of(more));
    return SpecRun.of(arguments.toArray(String[]::new));
  }

  private Path known(List<String> ids) throws IOException {
    ObjectNode list = ContractJson.MAPPER.createObjectNode().put("upstream", "test");
    ArrayNode groups = list.putArray("known");
    if (!ids.isEmpty()) {
      ArrayNode differences = groups.addObject().put("reason", "We know.").putArray("differences");
      ids.forEach(differences::add);
    }
    return Files.writeString(folder.resolve("known.yaml"), list.toString());
  }

  private static void dereference(JsonNode node, JsonNode document) {
    for (Map.Entry<String, JsonNode> entry : List.copyOf(node.properties())) {
      String reference = entry.getValue().path("$ref").asText();
      if (!reference.isEmpty()) {
        ((ObjectNode) node).set(entry.getKey(), document.at(reference.substring(1)).deepCopy());
      }
    }
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.path(i).has("$ref")) {
          array.set(i, document.at(array.path(i).path("$ref").asText().substring(1)).deepCopy());
        }
      }
    }
    node.forEach(child -> dereference(child, document));
  }
}
