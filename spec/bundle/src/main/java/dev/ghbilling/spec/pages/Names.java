package dev.ghbilling.spec.pages;

import java.util.Locale;
import java.util.regex.Pattern;

/** How generators spell the contract's names, and how a text stands in a source file. */
final class Names {
  private static final Pattern BOUNDARY = Pattern.compile("[^A-Za-z0-9]+([A-Za-z0-9])");
  private static final Pattern CAPITALS = Pattern.compile("[A-Z0-9_]+");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private Names() {}

  /** {@code cost_center_id} as {@code costCenterId}; what is all in capitals stays. */
  static String camelCase(String name) {
    if (CAPITALS.matcher(name).matches()) {
      return name;
    }
    String joined = joined(name);
    return joined.substring(0, 1).toLowerCase(Locale.ROOT) + joined.substring(1);
  }

  /** {@code Cost Centers} as {@code CostCenters}. */
  static String pascalCase(String name) {
    String joined = joined(name);
    return joined.substring(0, 1).toUpperCase(Locale.ROOT) + joined.substring(1);
  }

  /** {@code getUsageReport} as {@code get_usage_report}. */
  static String snakeCase(String name) {
    return HUMP.matcher(name)
        .replaceAll("_")
        .replaceAll("[^A-Za-z0-9]+", "_")
        .toLowerCase(Locale.ROOT);
  }

  /** The name that a reference ends with. */
  static String lastSegment(String reference) {
    return reference.substring(reference.lastIndexOf('/') + 1);
  }

  /** The text in double quotes, as Java, TypeScript, Python and Go all read it. */
  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private static String joined(String name) {
    return BOUNDARY.matcher(name).replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
  }
}
