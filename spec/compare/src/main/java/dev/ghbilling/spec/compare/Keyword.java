package dev.ghbilling.spec.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is known of the facts' keywords: which bind nobody, and how two values of one relate. */
final class Keyword {
  /** Those that bound a value, however they are written. */
  static final List<String> BOUNDS =
      List.of(
          "minimum",
          "exclusiveMinimum",
          "maximum",
          "exclusiveMaximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties",
          "multipleOf");

  private static final Set<String> WORDS =
      Set.of(
          "title",
          "description",
          "summary",
          "example",
          "examples",
          "externalDocs",
          "deprecated",
          "xml",
          "$comment");

  /** Those that are false where nothing is said. */
  private static final Set<String> FLAGS =
      Set.of(
          "allowEmptyValue", "allowReserved", "deprecated", "readOnly", "uniqueItems", "writeOnly");

  private static final ArrayNode EMPTY = JsonNodeFactory.instance.arrayNode();

  private Keyword() {}

  /** Whether it tells people something and binds neither callers nor servers. */
  static boolean isWords(String keyword) {
    return WORDS.contains(keyword.startsWith("schema's ") ? keyword.substring(9) : keyword);
  }

  /** Whether it is no part of what JSON a schema admits. */
  static boolean isAside(String keyword) {
    return isWords(keyword)
        || keyword.startsWith("x-")
        || Set.of("name", "order").contains(keyword);
  }

  /** Whether it says nothing more than silence would. */
  static boolean isSilence(String keyword, JsonNode value) {
    return value.isBoolean()
        && !value.booleanValue()
        && (FLAGS.contains(keyword) || keyword.startsWith("x-"));
  }

  /** Whether it says of values which ones are admitted, beside their type. */
  static boolean isBound(String keyword) {
    return BOUNDS.contains(keyword)
        || Set.of("nullable", "required", "uniqueItems", "pattern", "additionalProperties")
            .contains(keyword);
  }

  /**
   * How the later value relates to the earlier one.
   *
   * @param before absent where the first document is silent
   * @param after absent where the second is
   */
  static Relation relation(String keyword, @Nullable JsonNode before, @Nullable JsonNode after) {
    return switch (keyword) {
      case "minimum" -> bound(before, after, 1);
      case "maximum" -> bound(before, after, -1);
      case "minLength", "minItems", "minProperties" -> number(before, after, 1);
      case "maxLength", "maxItems", "maxProperties" -> number(before, after, -1);
      case "multipleOf" -> multiple(before, after);
      case "nullable" -> before == null ? Relation.WIDER : Relation.NARROWER;
      case "required", "uniqueItems" -> before == null ? Relation.NARROWER : Relation.WIDER;
      case "type" -> set(before, after, Keyword::types);
      // Silence refuses nobody.
      case "x-tokens refused" -> inverse(set(orEmpty(before), orEmpty(after), Keyword::texts));
      // Silence admits everybody.
      case "security", "x-roles", "x-tokens accepted" -> set(before, after, Keyword::texts);
      case "tags" -> set(orEmpty(before), orEmpty(after), Keyword::texts);
      case "additionalProperties" -> number(rank(before), rank(after), -1);
      case "format" -> format(before, after);
      case "pattern" -> constraint(before, after);
      default ->
          before == null ? Relation.ADDED : after == null ? Relation.REMOVED : Relation.OTHER;
    };
  }

  private static Relation constraint(@Nullable JsonNode before, @Nullable JsonNode after) {
    if (before == null) {
      return Relation.NARROWER;
    }
    return after == null ? Relation.WIDER : Relation.OTHER;
  }

  private static Relation format(@Nullable JsonNode before, @Nullable JsonNode after) {
    if (before != null && after != null) {
      if (before.asText().equals("int32") && after.asText().equals("int64")) {
        return Relation.WIDER;
      }
      if (before.asText().equals("int64") && after.asText().equals("int32")) {
        return Relation.NARROWER;
      }
    }
    return constraint(before, after);
  }

  /** A bound that is tighter the greater it is, or with -1, the smaller. */
  private static Relation bound(@Nullable JsonNode before, @Nullable JsonNode after, int inwards) {
    if (before == null || after == null) {
      return constraint(before, after);
    }
    int difference =
        after.path("value").decimalValue().compareTo(before.path("value").decimalValue()) * inwards;
    if (difference == 0) {
      return after.path("exclusive").booleanValue() ? Relation.NARROWER : Relation.WIDER;
    }
    return difference > 0 ? Relation.NARROWER : Relation.WIDER;
  }

  private static Relation number(@Nullable JsonNode before, @Nullable JsonNode after, int inwards) {
    if (before == null || after == null) {
      return constraint(before, after);
    }
    int difference = after.decimalValue().compareTo(before.decimalValue()) * inwards;
    if (difference == 0) {
      return Relation.SAME;
    }
    return difference > 0 ? Relation.NARROWER : Relation.WIDER;
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

  private interface Members {
    Set<String> of(JsonNode array);
  }

  private static Relation set(
      @Nullable JsonNode before, @Nullable JsonNode after, Members members) {
    if (before == null || after == null) {
      return constraint(before, after);
    }
    Set<String> first = members.of(before);
    Set<String> second = members.of(after);
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

  /** The types, where a number is an integer or something else. */
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

  /** How much is admitted beside the named properties. */
  private static JsonNode rank(@Nullable JsonNode others) {
    int rank = others == null ? 2 : others.asText().equals("none") ? 0 : 1;
    return IntNode.valueOf(rank);
  }
}
