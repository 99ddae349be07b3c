package dev.ghbilling.spec.pages;

import java.util.Locale;
import java.util.regex.Pattern;

/** The spelling of the contract's names in generated code, and of texts in source code. */
final class Names {
  private static final Pattern BOUNDARY = Pattern.compile("[^A-Za-z0-9]+([A-Za-z0-9])");
  private static final Pattern CAPITALS = Pattern.compile("[A-Z0-9_]+");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private Names() {}

  /** Spells {@code cost_center_id} as {@code costCenterId}; a name in capitals stays as it is. */
  static String camelCase(String name) {
    if (CAPITALS.matcher(name).matches()) {
      return name;
    }
    String joined = joined(name);
    return joined.substring(0, 1).toLowerCase(Locale.ROOT) + joined.substring(1);
  }

  /** Spells {@code Cost Centers} as {@code CostCenters}. */
  static String pascalCase(String name) {
    String joined = joined(name);
    return joined.substring(0, 1).toUpperCase(Locale.ROOT) + joined.substring(1);
  }

  /** Spells {@code getUsageReport} as {@code get_usage_report}. */
  static String snakeCase(String name) {
    return HUMP.matcher(name)
        .replaceAll("_")
        .replaceAll("[^A-Za-z0-9]+", "_")
        .toLowerCase(Locale.ROOT);
  }

  /** Returns the name at the end of a reference. */
  static String lastSegment(String reference) {
    return reference.substring(reference.lastIndexOf('/') + 1);
  }

  /** Quotes a text as Java, TypeScript, Python and Go all read it. */
  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private static String joined(String name) {
    return BOUNDARY.matcher(name).replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
  }
}
