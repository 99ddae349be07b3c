package dev.ghbilling.spec.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that two documents don't say alike.
 *
 * @param place where it is said
 * @param kind of what it is said
 * @param fact which of its facts differs; empty when one document doesn't have the thing at all
 * @param relation how the second document stands to the first
 * @param before what the first says; absent when it is silent
 * @param after what the second says
 * @param circumstances what else holds of the place
 */
record Difference(
    Place place,
    Kind kind,
    String fact,
    Relation relation,
    @Nullable JsonNode before,
    @Nullable JsonNode after,
    Set<Circumstance> circumstances) {
  /** A fact that differs. */
  static Difference ofFact(
      Place place,
      Kind kind,
      String fact,
      Relation relation,
      @Nullable JsonNode before,
      @Nullable JsonNode after,
      Set<Circumstance> circumstances) {
    return new Difference(place, kind, fact, relation, before, after, circumstances);
  }

  /** A thing that one of the documents doesn't have. */
  static Difference ofThing(Place place, Element thing, Relation relation, boolean closed) {
    Set<Circumstance> circumstances = EnumSet.noneOf(Circumstance.class);
    if (thing.required()) {
      circumstances.add(Circumstance.REQUIRED);
    }
    if (closed) {
      circumstances.add(Circumstance.CLOSED);
    }
    return new Difference(place, thing.kind(), "", relation, null, null, circumstances);
  }

  boolean has(Circumstance circumstance) {
    return circumstances.contains(circumstance);
  }

  /** What a person calls that in which they differ: a thing by its kind, a fact by its keyword. */
  String subject() {
    return fact.isEmpty() ? (has(Circumstance.REQUIRED) ? "required " : "") + kind.noun() : fact;
  }

  /** Whether it either holds or doesn't, so that its values need no name before them. */
  static boolean isPlain(String fact) {
    return fact.equals("required") || fact.equals("nullable");
  }

  /** A value as people read it. */
  static String text(String fact, @Nullable JsonNode value) {
    if (value == null) {
      return switch (fact) {
        case "required" -> "optional";
        case "nullable" -> "not nullable";
        case "type", "x-roles", "security", "additionalProperties" -> "any";
        default -> "none";
      };
    }
    if (isPlain(fact)) {
      return fact;
    }
    if (fact.equals("enumeration") && value.isBoolean()) {
      return value.booleanValue() ? "open" : "closed";
    }
    if (fact.equals("enumeration")) {
      return (value.path("open").booleanValue() ? "open " : "") + list(value.path("values"));
    }
    if (value.has("exclusive") && value.has("value")) {
      return (value.path("exclusive").booleanValue() ? "exclusive " : "")
          + value.path("value").asText();
    }
    if (fact.equals("type")) {
      return list(value).replace(", ", " or ");
    }
    if (value.isTextual()) {
      return value.asText();
    }
    return value.isArray() ? list(value) : value.toString();
  }

  private static String list(JsonNode values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.isValueNode() ? value.asText() : value.toString()));
    return String.join(", ", texts);
  }
}
