package dev.ghbilling.spec.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnsupportedConstructsTest {
  private static final YAMLMapper YAML = new YAMLMapper();

  @Test
  void contract_ofThisProject_hasNone() throws IOException {
    assertThat(UnsupportedConstructs.in(OpenApiFile.read(Path.of("../openapi.yaml")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {type: string}
          {type: [string, 'null'], description: A text., minLength: 1, pattern: a, example: a}
          {type: string, enum: [a, b]}
          {type: [string, 'null'], enum: [a, null]}
          {anyOf: [{type: string, enum: [a]}, {type: string}]}
          {type: integer, format: int64, minimum: 1, maximum: 2, default: 1}
          {type: number, exclusiveMinimum: 0, deprecated: true}
          {type: number, exclusiveMinimum: 0, exclusiveMaximum: 0.1}
          {type: object, properties: {a: {type: array, items: {$ref: '#/components/schemas/Tested'}}}}
          {type: integer, format: int32, exclusiveMinimum: 1, exclusiveMaximum: 3}
          {type: string, minLength: 2, maxLength: 2}
          {type: array, items: {type: string}, minItems: 1}
          {type: object, properties: {a: {type: string}, b: {type: number}}, required: [a]}
          {type: object, additionalProperties: {type: number}}
          {type: object, properties: {a: {type: object}, b: {type: object, additionalProperties: true}, c: {type: object, additionalProperties: {}}}}
          {type: object, properties: {a: {type: string}}, minProperties: 1}
          {type: object, properties: {a: {type: string}, b: {type: string}}, anyOf: [{required: [a]}, {required: [a, b]}]}
          {type: object, properties: {a_b: {type: string}, aB: {type: string}, '+1': {type: string}, class: {type: string}}}
          {type: string, enum: ['', a-b, a_b, '1']}
          {$ref: '#/components/schemas/Other'}
          """)
  void schema_supported_isAccepted(String schema) throws IOException {
    assertThat(UnsupportedConstructs.in(withSchema(schema))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {oneOf: [{type: object, properties: {}}, {type: string}]} | oneOf of "object" and "string"
          {oneOf: [{type: object, properties: {}}, {type: 'null'}]} | oneOf of "object" and "null" is not supported; write one schema whose type is a list
          {anyOf: [{type: string}, {type: 'null'}]} | anyOf of "string" and "null" is not supported; write one schema whose type is a list
          {allOf: [{type: string}, {type: string, minLength: 1}]} | allOf of "string" and "string"
          {type: string, pattern: '[a-', example: a} | the pattern "[a-", which isn't a regular expression, is not supported
          {type: string, pattern: a} | a pattern without an example
          {type: object, properties: {a: true}} | the schema true of the property 'a'
          {type: object, additionalProperties: false} | an object that is always empty
          {type: string, enum: [a, null]} | an enumeration of string with ["a",null]
          {type: [string, 'null'], enum: [a]} | an enumeration without null of a type that may be null
          {not: {type: string}} | 'not' of a schema
          {type: string, const: a} | 'const' of a schema
          {type: string, nullable: true} | 'nullable' of a schema is not supported; write type: [string, 'null']
          {type: string, readOnly: true} | 'readOnly' of a schema
          {type: string, writeOnly: true} | 'writeOnly' of a schema
          {type: object, properties: {}, patternProperties: {}} | 'patternProperties' of a schema
          {type: object, properties: {}, discriminator: {}} | 'discriminator' of a schema
          {type: integer, format: int32, multipleOf: 2} | 'multipleOf' of a schema
          {type: array, items: {type: string}, uniqueItems: true} | 'uniqueItems' of a schema
          {anyOf: [{type: object, properties: {}}, {type: string}]} | anyOf of "object" and "string"
          {type: object, properties: {a: {type: string}}, anyOf: [{required: [b]}]} | an object with anyOf of {"required":["b"]}
          {type: object, properties: {a: {type: string}}, anyOf: [{minProperties: 1}]} | an object with anyOf of {"minProperties":1}
          {type: object, properties: {'"': {type: string}}} | the property '"'
          {description: Nothing.} | a schema without a type
          {type: integer, format: int64, minimum: 5, maximum: 3} | the minimum 5 with the maximum 3
          {type: integer, format: int64, exclusiveMinimum: 1, exclusiveMaximum: 2} | the exclusiveMinimum 1 with the exclusiveMaximum 2
          {type: integer, format: int64, exclusiveMinimum: 1, maximum: 1} | the exclusiveMinimum 1 with the maximum 1
          {type: number, minimum: 1.5, exclusiveMaximum: 1.5} | the minimum 1.5 with the exclusiveMaximum 1.5
          {type: string, minLength: 3, maxLength: 2} | the minLength 3 with the maxLength 2
          {type: array, items: {type: string}, minItems: 2, maxItems: 1} | the minItems 2 with the maxItems 1
          {type: object, properties: {a: {$ref: '#/components/schemas/Tested'}}, required: [a]} | an object that requires one of its own kind
          {type: object, properties: {a: {type: object, properties: {b: {type: array, items: {$ref: '#/components/schemas/Tested'}}}, required: [b]}}, required: [a]} | an object that requires one of its own kind
          {type: [string, number]} | a schema of the types [string, number]
          {type: number, format: double} | a number with the format double
          {type: integer} | an integer without a width
          {type: string, format: binary} | the format binary
          {type: boolean, enum: [true]} | an enumeration of boolean with [true]
          {type: object} | an object of any properties that isn't itself a property
          {type: object, additionalProperties: true} | an object of any properties that isn't itself a property
          {type: object, additionalProperties: {type: [string, 'null']}} | a map with values that may be null
          {type: object, additionalProperties: {type: string}, minProperties: 1} | 'minProperties' of a map
          {type: object, properties: {}, additionalProperties: false} | an object with properties and additionalProperties
          {type: object, properties: {additionalProperties: {type: string}}} | the property 'additionalProperties'
          {type: object, properties: {}, required: [a]} | the required property 'a', which isn't described, is not supported
          {type: array} | an array without items
          {type: array, items: {type: array, items: {type: string}}} | an array whose items are "array"
          {type: array, items: {type: [string, 'null']}} | an array whose items are ["string","null"]
          {$ref: '#/components/schemas/Other', description: Beside.} | 'description' beside a $ref
          """)
  void schema_unsupported_isRefused(String schema, String refusal) throws IOException {
    assertThat(UnsupportedConstructs.in(withSchema(schema)))
        .anySatisfy(
            fault ->
                assertThat(fault)
                    .startsWith("/components/schemas/Tested: ")
                    .contains(refusal)
                    .contains(" is not supported; "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /parameters/0/required | true | /paths/~1a/get/parameters/0 | a required query parameter without an example
          /parameters/0/in | cookie | /paths/~1a/get/parameters/0 | a parameter in a cookie
          /parameters/0/in | header | /paths/~1a/get/parameters/0 | a header parameter without a default
          /parameters/0/style | deepObject | /paths/~1a/get/parameters/0 | the style deepObject in a query
          /parameters/0/style | pipeDelimited | /paths/~1a/get/parameters/0 | the style pipeDelimited of a single value
          /parameters/0 | {name: b, in: path, required: true, style: matrix, schema: {type: string}} | /paths/~1a/get/parameters/0 | the style matrix in a path
          /parameters/0 | {name: b, in: path, required: true, schema: {type: array, items: {type: string}}} | /paths/~1a/get/parameters/0 | a list in a path
          /parameters/0 | {name: b, in: query, style: spaceDelimited, explode: true, schema: {type: array, items: {type: string}}} | /paths/~1a/get/parameters/0 | the style spaceDelimited with explode
          /parameters/0 | {name: b, in: query, schema: {type: array, items: {type: object, properties: {}}}} | /paths/~1a/get/parameters/0 | a list of "object" in a query
          /parameters/0 | {name: b, in: query, schema: {type: array, items: {oneOf: [{type: string}]}}} | /paths/~1a/get/parameters/0 | a list of {"oneOf":[{"type":"string"}]} in a query
          /parameters/0 | {name: c, in: query, explode: false, schema: {type: array, items: {type: string}}} | /paths/~1a/get | an operation with lists of different styles in its query
          /parameters/0/allowReserved | true | /paths/~1a/get/parameters/0 | 'allowReserved' of a parameter
          /parameters/0/content | {} | /paths/~1a/get/parameters/0 | 'content' of a parameter
          /parameters/0/schema | {type: object, properties: {}} | /paths/~1a/get/parameters/0 | a parameter whose type is "object"
          /parameters/0/schema | {type: [string, 'null']} | /paths/~1a/get/parameters/0 | a parameter whose type is ["string","null"]
          /responses/200/content/application~1json/example | 1 | /paths/~1a/get/responses/200/content/application~1json | 'example' beside 'examples'
          /operationId | billing/get-a | /paths/~1a/get | the operationId 'billing/get-a'
          /operationId | default | /paths/~1a/get | the operationId 'default'
          /parameters/0 | {name: b, in: path, required: true, schema: {type: string}} | /paths/~1a/get | a path with the parameters [] of which [b] are described
          /parameters/0 | {name: b, in: path, schema: {type: string}} | /paths/~1a/get/parameters/0 | a parameter in a path that may be left out
          /requestBody | {content: {application/json: {schema: {type: string}}}} | /paths/~1a/get | a GET with a request body
          /operationId | '' | /paths/~1a/get | an operation without 'operationId'
          /summary | '' | /paths/~1a/get | an operation without 'summary'
          /tags | [A, B] | /paths/~1a/get | an operation with 2 tags
          /security | [] | /paths/~1a/get | 'security' of an operation
          /callbacks | {} | /paths/~1a/get | 'callbacks' of an operation
          /responses/201 | {description: Made.} | /paths/~1a/get | the successful responses [200, 201]
          /responses/default | {description: Else.} | /paths/~1a/get | the response 'default'
          /responses/4XX | {description: Else.} | /paths/~1a/get | the response '4XX'
          /responses/200/links | {} | /paths/~1a/get/responses/200 | 'links' of a response
          /responses/200/content | {text/csv: {schema: {type: string}}} | /paths/~1a/get/responses/200 | the content [text/csv]
          /responses/200/content/application~1json | {} | /paths/~1a/get/responses/200/content/application~1json | a body without a schema
          /responses/200/content/application~1json/encoding | {} | /paths/~1a/get/responses/200/content/application~1json | 'encoding' of a media type
          /responses/200/content/application~1json/examples | {a: {}, b: {}} | /paths/~1a/get/responses/200/content/application~1json | the example 'a' without a value
          /responses/200/content/application~1json/examples | {} | /paths/~1a/get | an operation without an example of the response 200
          /requestBody | {content: {application/json: {schema: {type: string}}}} | /paths/~1a/get | an operation without an example of the request
          /requestBody | {description: None.} | /paths/~1a/get/requestBody | a request body without content
          """)
  void operation_unsupported_isRefused(String pointer, String value, String place, String refusal)
      throws IOException {
    assertThat(UnsupportedConstructs.in(withOperation(pointer, value)))
        .anySatisfy(fault -> assertThat(fault).startsWith(place + ": ").contains(refusal));
  }

  @ParameterizedTest
  @CsvSource({
    "class, the name 'class' of a schema",
    "Cost_center, the name 'Cost_center' of a schema",
    "Map, the name 'Map' of a schema",
    "Record, the name 'Record' of a schema",
    "Response, the name 'Response' of a schema",
    "Builder, the name 'Builder' of a schema",
    "OTHER, the name 'OTHER' beside 'Other'",
  })
  void schema_nameThatJavaCantTake_isRefused(String name, String refusal) throws IOException {
    JsonNode document =
        YAML.readTree(
            "components: {schemas: {Other: {type: string}, %s: {type: string}}}".formatted(name));

    assertThat(UnsupportedConstructs.in(document))
        .singleElement()
        .asString()
        .startsWith("/components/schemas/" + name + ": " + refusal);
  }

  @Test
  void operation_tagOfTheSameNameInJava_isRefused() throws IOException {
    ObjectNode document = (ObjectNode) withOperation("/tags", "[Cost Centers]");
    ObjectNode other = document.withObject("/paths/~1b");
    other.set("get", document.at("/paths/~1a/get").deepCopy());
    other.withObject("/get").put("operationId", "getB");
    other.withArray("/get/tags").removeAll().add("Cost-Centers");

    assertThat(UnsupportedConstructs.in(document))
        .singleElement()
        .asString()
        .startsWith("/paths/~1b/get: the tag 'Cost-Centers' beside 'Cost Centers'");
  }

  @Test
  void path_severalParametersInAPart_isRefused() throws IOException {
    JsonNode document =
        YAML.readTree(
            """
            paths:
              /a/{b}.{c}:
                parameters:
                  - {name: b, in: path, required: true, description: B., schema: {type: string}}
                  - {name: c, in: path, required: true, description: C., schema: {type: string}}
                delete:
                  operationId: deleteA
                  summary: Delete a
                  tags: [A]
                  responses: {'204': {description: A.}}
            """);

    assertThat(UnsupportedConstructs.in(document))
        .singleElement()
        .asString()
        .startsWith("/paths/~1a~1{b}.{c}/delete: a path with more than a parameter between");
  }

  @Test
  void path_parameterWithTheNameOfAnother_isRefused() throws IOException {
    JsonNode document =
        YAML.readTree(
            """
            paths:
              /a/{b}:
                parameters:
                  - {name: b, in: path, required: true, description: B., schema: {type: string}}
                delete:
                  operationId: deleteA
                  summary: Delete a
                  tags: [A]
                  parameters:
                    - {name: b, in: query, description: B., schema: {type: string}}
                  responses: {'204': {description: A.}}
            """);

    assertThat(UnsupportedConstructs.in(document))
        .containsExactly(
            "/paths/~1a~1{b}/delete: the name 'b' of a parameter in the path and of another one is"
                + " not supported; give the one in the path another name, which isn't sent");
  }

  @Test
  void query_listOfAnOpenEnumeration_isAccepted() throws IOException {
    String list = "{type: array, items: {anyOf: [{type: string, enum: [a]}, {type: string}]}}";

    assertThat(UnsupportedConstructs.in(withOperation("/parameters/1/schema", list))).isEmpty();
  }

  private static JsonNode withSchema(String schema) throws IOException {
    return YAML.readTree(
        "components: {schemas: {Tested: %s, Other: {type: string}}}".formatted(schema));
  }

  private static JsonNode withOperation(String pointer, String value) throws IOException {
    ObjectNode document =
        (ObjectNode)
            YAML.readTree(
                """
                paths:
                  /a:
                    get:
                      operationId: getA
                      summary: Get a
                      tags: [A]
                      parameters:
                        - {name: b, in: query, description: B., schema: {type: string}}
                        - {name: d, in: query, description: D., schema: {type: array, items: {type: string}}}
                      responses:
                        '200':
                          description: A.
                          content: {application/json: {schema: {type: string}, examples: {a: {value: b}}}}
                """);
    assertThat(UnsupportedConstructs.in(document)).isEmpty();
    JsonPointer at = JsonPointer.compile("/paths/~1a/get" + pointer);
    JsonNode changed = YAML.readTree(value);
    if (document.at(at.head()) instanceof ArrayNode list) {
      list.set(at.last().getMatchingIndex(), changed);
    } else {
      ((ObjectNode) document.at(at.head())).set(at.last().getMatchingProperty(), changed);
    }
    return document;
  }
}
