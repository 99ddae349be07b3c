package dev.ghbilling.spec.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompositionTest {
  private static final YAMLMapper YAML = new YAMLMapper();

  @Test
  void allOf_ofObjects_isOneObjectWithThePropertiesOfAll() throws IOException {
    assertThat(
            flattened(
                """
                Budget:
                  description: A budget.
                  allOf:
                    - $ref: '#/components/schemas/Named'
                    - {type: object, required: [amount], properties: {amount: {type: number}}}
                Named: {type: object, required: [name], properties: {name: {type: string}}}
                """,
                "Budget"))
        .isEqualTo(
            YAML.readTree(
                """
                description: A budget.
                type: object
                required: [name, amount]
                properties: {name: {type: string}, amount: {type: number}}
                """));
  }

  @Test
  void allOf_besideAlternativesOfRequired_keepsThem() throws IOException {
    assertThat(
            flattened(
                """
                A:
                  allOf:
                    - {type: object, properties: {a: {type: string}}}
                    - {type: object, properties: {b: {type: string}}}
                  anyOf: [{required: [a]}, {required: [b]}]
                """,
                "A"))
        .isEqualTo(
            YAML.readTree(
                """
                type: object
                properties: {a: {type: string}, b: {type: string}}
                anyOf: [{required: [a]}, {required: [b]}]
                """));
  }

  @Test
  void allOf_ofAComposedSchemaThatComesLater_isOneObject() throws IOException {
    JsonNode outer =
        flattened(
            """
            A: {allOf: [{$ref: '#/components/schemas/B'}]}
            B: {allOf: [{$ref: '#/components/schemas/C'}], properties: {b: {type: string}}}
            C: {type: object, properties: {c: {type: string}}}
            """,
            "A");

    assertThat(outer.path("properties").fieldNames()).toIterable().containsExactly("c", "b");
  }

  @Test
  void allOf_whosePartsContradictEachOther_stays() throws IOException {
    String contradiction =
        """
        A:
          allOf:
            - {type: object, properties: {a: {type: string}}}
            - {type: object, properties: {a: {type: number}}}
        """;

    assertThat(flattened(contradiction, "A")).isEqualTo(YAML.readTree(contradiction).path("A"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A: {type: object, properties: {a: {allOf: [{$ref: '#/components/schemas/A'}]}}}",
        """
        A: {type: object, properties: {b: {allOf: [{$ref: '#/components/schemas/B'}]}}}
        B: {type: object, properties: {a: {allOf: [{$ref: '#/components/schemas/A'}]}}}
        """,
        """
        A: {allOf: [{$ref: '#/components/schemas/B'}]}
        B: {type: object, properties: {b: {allOf: [{$ref: '#/components/schemas/B'}]}}}
        """,
        "A: {allOf: [{$ref: '#/components/schemas/A'}]}",
        "A: {type: array, items: {allOf: [{$ref: '#/components/schemas/A'}]}}",
      })
  void allOf_thatLeadsBack_stays(String schemas) throws IOException {
    assertThat(flattened(schemas, "A")).isEqualTo(YAML.readTree(schemas).path("A"));
  }

  @Test
  void allOf_ofASchemaThatRefersToItself_isOneObject() throws IOException {
    assertThat(
            flattened(
                """
                A: {allOf: [{$ref: '#/components/schemas/B'}]}
                B: {type: object, properties: {b: {$ref: '#/components/schemas/A'}}}
                """,
                "A"))
        .isEqualTo(
            YAML.readTree("{type: object, properties: {b: {$ref: '#/components/schemas/A'}}}"));
  }

  @Test
  void allOf_inAPropertyCalledAllOf_isAName() throws IOException {
    String named = "A: {type: object, properties: {allOf: {type: array, items: {type: string}}}}";

    assertThat(flattened(named, "A")).isEqualTo(YAML.readTree(named).path("A"));
  }

  @Test
  void allOf_ofOneThatIsNoObject_isThatOneWithItsOwnDescription() throws IOException {
    assertThat(
            flattened(
                """
                A: {description: The state before., allOf: [{$ref: '#/components/schemas/State'}]}
                State: {description: The state., anyOf: [{type: string, enum: [a]}, {type: string}]}
                """,
                "A"))
        .isEqualTo(
            YAML.readTree(
                """
                description: The state before.
                anyOf: [{type: string, enum: [a]}, {type: string}]
                """));
  }

  @Test
  void allOf_ofOneBesideAConstraint_stays() throws IOException {
    String constrained = "A: {minLength: 2, allOf: [{type: string}]}";

    assertThat(flattened(constrained, "A")).isEqualTo(YAML.readTree(constrained).path("A"));
  }

  @Test
  void oneOf_ofEnumerations_isOneEnumeration() throws IOException {
    assertThat(
            flattened(
                """
                A:
                  description: The type.
                  oneOf: [{type: string, enum: [a, b]}, {type: string, const: c}]
                """,
                "A"))
        .isEqualTo(YAML.readTree("{description: The type., type: string, enum: [a, b, c]}"));
  }

  @Test
  void anyOf_ofEnumerationsAndAnyString_isOneOpenEnumeration() throws IOException {
    assertThat(
            flattened(
                "A: {anyOf: [{type: string, enum: [a]}, {type: string}, {type: string, enum: [b]}]}",
                "A"))
        .isEqualTo(YAML.readTree("{anyOf: [{type: string, enum: [a, b]}, {type: string}]}"));
  }

  @Test
  void oneOf_ofAnObjectAndAString_stays() throws IOException {
    String mixed = "A: {oneOf: [{type: object, properties: {}}, {type: string}]}";

    assertThat(flattened(mixed, "A")).isEqualTo(YAML.readTree(mixed).path("A"));
  }

  private static JsonNode flattened(String schemas, String name) throws IOException {
    JsonNode document =
        YAML.createObjectNode()
            .set("components", YAML.createObjectNode().set("schemas", YAML.readTree(schemas)));
    Composition.flatten(document);
    return document.at("/components/schemas/" + name);
  }
}
