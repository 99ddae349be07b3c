package dev.ghbilling.polyglot;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares JSON documents to the last digit, without doubles: 0.80 differs from 0.8, while
 * 9.4086E-05 equals 0.000094086, which has the same digits.
 */
final class ExactJson {
  private ExactJson() {}

  /** Returns each difference with its JSON pointer and both values; empty when there is none. */
  static List<String> differences(JsonNode expected, JsonNode actual) {
    List<String> found = new ArrayList<>();
    compare("", expected, actual, found);
    return found;
  }

  private static void compare(
      String pointer, JsonNode expected, JsonNode actual, List<String> found) {
    if (expected.isNumber() && actual.isNumber()) {
      if (!sameDigits(expected.decimalValue(), actual.decimalValue())) {
        found.add(difference(pointer, expected, actual));
      }
    } else if (expected.isObject() && actual.isObject()) {
      Set<String> names = new LinkedHashSet<>();
      expected.fieldNames().forEachRemaining(names::add);
      actual.fieldNames().forEachRemaining(names::add);
      names.forEach(
          name -> compare(pointer + "/" + name, expected.path(name), actual.path(name), found));
    } else if (expected.isArray() && actual.isArray()) {
      for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
        compare(pointer + "/" + i, expected.path(i), actual.path(i), found);
      }
    } else if (!expected.equals(actual)) {
      found.add(difference(pointer, expected, actual));
    }
  }

  private static boolean sameDigits(BigDecimal expected, BigDecimal actual) {
    // A number like 1E+2 has no trailing zeros to keep.
    boolean zerosCount = expected.scale() >= 0 && actual.scale() >= 0;
    return expected.compareTo(actual) == 0 && (!zerosCount || expected.scale() == actual.scale());
  }

  private static String difference(String pointer, JsonNode expected, JsonNode actual) {
    return "%s: %s instead of %s".formatted(pointer, shown(actual), shown(expected));
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.toString();
  }
}
