package dev.ghbilling.spec;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * The names that the generated client has for what the contract names. Each is one that Java takes,
 * and no two in the same place are the same: a name that becomes another's in Java gets a number,
 * in the order of the contract.
 */
public final class JavaNames {
  /**
   * Names that a record's component can't have, and those of the generated records' own methods.
   */
  private static final Set<String> OF_RECORDS =
      Set.of(
          "additionalProperties",
          "builder",
          "clone",
          "finalize",
          "getClass",
          "hashCode",
          "notify",
          "notifyAll",
          "toBuilder",
          "toString",
          "wait",
          "yield");

  /**
   * Types that the generated sources name without their packages or declare themselves, and those
   * for which the generator has another type.
   */
  private static final Set<String> OF_SOURCES =
      Set.of(
          "AnyType",
          "AnyValueDeserializer",
          "ApiClient",
          "ApiException",
          "ApiOperation",
          "ApiResponse",
          "Array",
          "BigDecimal",
          "Builder",
          "ByteArray",
          "CollectionFormat",
          "Configuration",
          "DateTime",
          "DateTimeSerializer",
          "File",
          "Generated",
          "Headers",
          "Immutable",
          "Instant",
          "JsonAnyGetter",
          "JsonAnySetter",
          "JsonAutoDetect",
          "JsonCreator",
          "JsonDeserialize",
          "JsonIgnore",
          "JsonInclude",
          "JsonProperty",
          "JsonSerialize",
          "JsonSetter",
          "JsonValue",
          "LocalDate",
          "LocalDateTime",
          "LocalTime",
          "Nullable",
          "Nulls",
          "OffsetDateTime",
          "Param",
          "QueryMap",
          "RequestLine",
          "Response",
          "Secret",
          "SecretDeserializer",
          "Selects",
          "Timestamp",
          "ToStringSerializer",
          "TypedResponse",
          "URI");

  /** The parameter that takes the query, in every method that has one. */
  private static final Set<String> OF_METHODS = Set.of("query");

  private static final Pattern CAPITALS = Pattern.compile("[A-Z0-9_]+");
  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern HUMP = Pattern.compile("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})");

  private JavaNames() {}

  /**
   * Returns the names of a record's components by those of an object's properties: {@code
   * costCenterId} for {@code cost_center_id}, {@code propertyClass} for {@code class}.
   */
  public static Map<String, String> properties(Collection<String> names) {
    return distinct(names, name -> usable(camelCase(name), "property", OF_RECORDS));
  }

  /** Returns the names of a query's components by those of its parameters. */
  public static Map<String, String> query(Collection<String> names) {
    return distinct(names, name -> usable(camelCase(name), "parameter", OF_RECORDS));
  }

  /** Returns the names of a method's arguments by those of the parameters in its path. */
  public static Map<String, String> path(Collection<String> names) {
    return distinct(names, name -> usable(camelCase(small(name)), "parameter", OF_METHODS));
  }

  /** Returns the names of constants by their values: {@code SKU_PRICING} for {@code SkuPricing}. */
  public static Map<String, String> constants(Collection<String> values) {
    return distinct(values, JavaNames::constant);
  }

  /**
   * Tells whether the generated client can't have a type of this name, because its sources have
   * another one of it.
   */
  public static boolean isTaken(String type) {
    return OF_SOURCES.contains(type)
        || Stream.of("lang", "util")
            .anyMatch(
                room -> Object.class.getResource("/java/" + room + "/" + type + ".class") != null);
  }

  private static Map<String, String> distinct(
      Collection<String> names, UnaryOperator<String> rule) {
    Map<String, String> distinct = new LinkedHashMap<>();
    Set<String> used = new HashSet<>();
    for (String name : names) {
      String java = rule.apply(name);
      String different = java;
      for (int number = 2; !used.add(different); number++) {
        different = java + "_" + number;
      }
      distinct.put(name, different);
    }
    return distinct;
  }

  private static String usable(String name, String prefix, Set<String> reserved) {
    return SourceVersion.isName(name) && !reserved.contains(name) ? name : prefix + capital(name);
  }

  /** Spells {@code cost_center_id} as {@code costCenterId}; a name in capitals stays as it is. */
  private static String camelCase(String name) {
    if (CAPITALS.matcher(name).matches()) {
      return name;
    }
    StringBuilder joined = new StringBuilder();
    for (String word : SEPARATORS.split(name, -1)) {
      joined.append(joined.isEmpty() ? small(word) : capital(word));
    }
    return joined.toString();
  }

  private static String constant(String value) {
    String words =
        SEPARATORS
            .matcher(HUMP.matcher(value).replaceAll("_"))
            .replaceAll("_")
            .replaceAll("^_|_$", "")
            .toUpperCase(Locale.ROOT);
    return words.isEmpty() ? "EMPTY" : SourceVersion.isName(words) ? words : "VALUE_" + words;
  }

  private static String capital(String word) {
    return word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static String small(String word) {
    return word.isEmpty() ? "" : word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1);
  }
}
