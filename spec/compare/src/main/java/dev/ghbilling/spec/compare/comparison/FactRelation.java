package dev.ghbilling.spec.compare.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A comparison of two values of one fact. */
final class FactRelation {
  private static final ArrayNode EMPTY = JsonNodeFactory.instance.arrayNode();

  private FactRelation() {}

  /**
   * Returns how the second value relates to the first.
   *
   * @param before null if the first document has no value
   * @param after null if the second document has no value
   */
  static Relation of(String keyword, @Nullable JsonNode before, @Nullable JsonNode after) {
    return switch (keyword) {
      case "minimum" -> limit(before, after, 1);
      case "maximum" -> limit(before, after, -1);
      case "minLength", "minItems", "minProperties" -> number(before, after, 1);
      case "maxLength", "maxItems", "maxProperties" -> number(before, after, -1);
      case "multipleOf" -> multiple(before, after);
      case "nullable" -> before == null ? Relation.WIDER : Relation.NARROWER;
      case "required", "uniqueItems" -> before == null ? Relation.NARROWER : Relation.WIDER;
      case "type" -> set(before, after, FactRelation::types);
      // Without a value no token is refused.
      case "x-tokens refused" -> inverse(set(orEmpty(before), orEmpty(after), FactRelation::texts));
      // Without a value every caller is allowed.
      case "security", "x-roles", "x-tokens accepted" -> set(before, after, FactRelation::texts);
      // Without a value there is no rule, and each one refuses some bodies.
      case "parameters", "x-rules" ->
          inverse(set(orEmpty(before), orEmpty(after), FactRelation::texts));
      case "tags" -> set(orEmpty(before), orEmpty(after), FactRelation::texts);
      case "additionalProperties" -> narrowerIf(openness(after) < openness(before));
      case "format" -> format(before, after);
      case "pattern" -> constraint(before, after);
      default ->
          before == null ? Relation.ADDED : after == null ? Relation.REMOVED : Relation.OTHER;
    };
  }

  private static Relation narrowerIf(boolean narrower) {
    return narrower ? Relation.NARROWER : Relation.WIDER;
  }

  private static Relation constraint(@Nullable JsonNode before, @Nullable JsonNode after) {
    if (before != null && after != null) {
      return Relation.OTHER;
    }
    return narrowerIf(before == null);
  }

  private static Relation format(@Nullable JsonNode before, @Nullable JsonNode after) {
    if (before != null && after != null) {
      String change = before.asText() + " " + after.asText();
      if (change.equals("int32 int64") || change.equals("int64 int32")) {
        return narrowerIf(change.endsWith("int32"));
      }
    }
    return constraint(before, after);
  }

  /**
   * @param inwards 1 if a greater limit is tighter, -1 if a smaller one is
   */
  private static Relation limit(@Nullable JsonNode before, @Nullable JsonNode after, int inwards) {
    if (before == null || after == null) {
      return constraint(before, after);
    }
    Relation relation = number(before.path("value"), after.path("value"), inwards);
    return relation == Relation.SAME
        ? narrowerIf(after.path("exclusive").booleanValue())
        : relation;
  }

  private static Relation number(@Nullable JsonNode before, @Nullable JsonNode after, int inwards) {
    if (before == null || after == null) {
      return constraint(before, after);
    }
    int difference = after.decimalValue().compareTo(before.decimalValue()) * inwards;
    return difference == 0 ? Relation.SAME : narrowerIf(difference > 0);
  }

  private static Relation multiple(@Nullable JsonNode before, @Nullable JsonNode after) {
    if (before == null || after == null) {
      return constraint(before, after);
    }
    if (divides(before.decimalValue(), after.decimalValue())) {
      return Relation.NARROWER;
    }
    return divides(after.decimalValue(), before.decimalValue()) ? Relation.WIDER : Relation.OTHER;
  }

  private static boolean divides(BigDecimal divisor, BigDecimal number) {
    return divisor.signum() != 0 && number.remainder(divisor).signum() == 0;
  }

  private static Relation set(
      @Nullable JsonNode before,
      @Nullable JsonNode after,
      Function<JsonNode, Set<String>> members) {
    if (before == null || after == null) {
      return constraint(before, after);
    }
    Set<String> first = members.apply(before);
    Set<String> second = members.apply(after);
    if (first.equals(second)) {
      return Relation.SAME;
    }
    if (first.containsAll(second)) {
      return Relation.NARROWER;
    }
    return second.containsAll(first) ? Relation.WIDER : Relation.OTHER;
  }

  private static Relation inverse(Relation relation) {
    return switch (relation) {
      case NARROWER -> Relation.WIDER;
      case WIDER -> Relation.NARROWER;
      default -> relation;
    };
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new TreeSet<>();
    array.forEach(text -> texts.add(text.toString()));
    return texts;
  }

  /** Returns types, of which number includes integer. */
  private static Set<String> types(JsonNode array) {
    Set<String> types = texts(array);
    if (types.contains("\"number\"")) {
      types.add("\"integer\"");
    }
    return types;
  }

  private static JsonNode orEmpty(@Nullable JsonNode array) {
    return array == null ? EMPTY : array;
  }

  private static int openness(@Nullable JsonNode additionalProperties) {
    return additionalProperties == null ? 2 : additionalProperties.asText().equals("none") ? 0 : 1;
  }
}
