package dev.ghbilling.polyglot;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares JSON documents to the last digit. No number becomes a double: 0.80 isn't 0.8, and
 * 9.4086E-05 is 0.000094086, which is the same digits written otherwise.
 */
final class ExactJson {
  private ExactJson() {}

  /** Each place where the documents differ, with what stands there; none if they are the same. */
  static List<String> differences(JsonNode expected, JsonNode actual) {
    List<String> found = new ArrayList<>();
    compare("", expected, actual, found);
    return found;
  }

  private static void compare(
      String place, JsonNode expected, JsonNode actual, List<String> found) {
    if (expected.isNumber() && actual.isNumber()) {
      if (!sameDigits(expected.decimalValue(), actual.decimalValue())) {
        found.add(difference(place, expected, actual));
      }
    } else if (expected.isObject() && actual.isObject()) {
      Set<String> names = new LinkedHashSet<>();
      expected.fieldNames().forEachRemaining(names::add);
      actual.fieldNames().forEachRemaining(names::add);
      names.forEach(
          name -> compare(place + "/" + name, expected.path(name), actual.path(name), found));
    } else if (expected.isArray() && actual.isArray()) {
      for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
        compare(place + "/" + i, expected.path(i), actual.path(i), found);
      }
    } else if (!expected.equals(actual)) {
      found.add(difference(place, expected, actual));
    }
  }

  private static boolean sameDigits(BigDecimal expected, BigDecimal actual) {
    // A number like 1E+2 has no zeros of its own to keep.
    boolean zerosCount = expected.scale() >= 0 && actual.scale() >= 0;
    return expected.compareTo(actual) == 0 && (!zerosCount || expected.scale() == actual.scale());
  }

  private static String difference(String place, JsonNode expected, JsonNode actual) {
    return "%s: %s, not %s".formatted(place, shown(actual), shown(expected));
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.toString();
  }
}
