package dev.ghbilling.pact;

import static au.com.dius.pact.consumer.dsl.LambdaDsl.newJsonBody;

import au.com.dius.pact.consumer.dsl.DslPart;
import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import au.com.dius.pact.consumer.dsl.PactDslJsonRootValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Contract;
import java.util.List;
import java.util.Map;

/**
 * Builds the pact's rules for a JSON body: each required property with the type that the SDK reads,
 * and nothing that the SDK can do without. Values come from an example. Lists of objects have at
 * least one element, unless the example has none; those of an element may be empty, since a
 * provider may have a cost center of nobody. Where the example has no value, a text is its
 * property's name.
 */
final class BodyRules {
  /** Replaces Pact's own rule for dates, which accepts a thirteenth month. */
  private static final String DATE = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";

  private final Contract contract;
  private final List<String> needs;

  /**
   * Creates rules for a contract's schemas.
   *
   * @param needs JSON pointers to optional properties that the SDK needs nevertheless
   */
  BodyRules(Contract contract, List<String> needs) {
    this.contract = contract;
    this.needs = needs;
  }

  DslPart of(JsonNode schema, JsonNode example) {
    return newJsonBody(body -> object(body, schema, example, "", 1)).build();
  }

  private void object(
      LambdaDslObject body, JsonNode schema, JsonNode example, String parent, int atLeast) {
    JsonNode resolved = contract.resolve(schema);
    for (Map.Entry<String, JsonNode> property : resolved.path("properties").properties()) {
      String name = property.getKey();
      String pointer = parent + "/" + name;
      if (isRequired(resolved, name) || needs.contains(pointer)) {
        JsonNode of = contract.resolve(property.getValue());
        property(body, name, of, example.path(name), pointer, atLeast);
      }
    }
  }

  private void property(
      LambdaDslObject body,
      String name,
      JsonNode schema,
      JsonNode example,
      String pointer,
      int atLeast) {
    switch (type(schema)) {
      case "object" -> body.object(name, child -> object(child, schema, example, pointer, atLeast));
      case "array" ->
          array(body, name, contract.resolve(schema.path("items")), example, pointer, atLeast);
      case "integer" -> body.integerType(name, example.intValue());
      case "number" -> body.numberType(name, example.decimalValue());
      case "boolean" -> body.booleanType(name, example.booleanValue());
      case "string" -> string(body, name, schema, example.asText(name));
      default -> throw new AssertionError("BodyRules has no rule for the type of " + pointer);
    }
  }

  private void array(
      LambdaDslObject body,
      String name,
      JsonNode items,
      JsonNode example,
      String pointer,
      int atLeast) {
    JsonNode first = example.path(0);
    if (type(items).equals("object")) {
      body.minArrayLike(
          name,
          Math.min(example.size(), atLeast),
          1,
          element -> object(element, items, first, pointer, 0));
    } else if (items.path("format").asText().equals("uri")) {
      body.minArrayLike(
          name, 1, PactDslJsonRootValue.stringMatcher("https?://.+", first.asText()), 1);
    } else if (type(items).equals("string")) {
      body.minArrayLike(name, 0, PactDslJsonRootValue.stringType(first.asText("monalisa")), 1);
    } else {
      throw new AssertionError("BodyRules has no rule for the elements of " + pointer);
    }
  }

  private static void string(LambdaDslObject body, String name, JsonNode schema, String example) {
    if (schema.path("format").asText().equals("date")) {
      body.stringMatcher(name, DATE, example);
    } else if (schema.has("pattern")) {
      body.stringMatcher(name, schema.path("pattern").asText(), example);
    } else {
      body.stringType(name, example);
    }
  }

  /** Returns the type; an open enumeration is a string. */
  private static String type(JsonNode schema) {
    return schema.path("anyOf").path(0).path("type").asText(schema.path("type").asText());
  }

  private static boolean isRequired(JsonNode schema, String name) {
    for (JsonNode required : schema.path("required")) {
      if (required.asText().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
