package dev.ghbilling.spec.compare.reader;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** A classification of the keywords in OpenAPI documents and schemas. */
public final class Keywords {
  /** The keyword of a property that isn't sent in requests. */
  public static final String READ_ONLY = "readOnly";

  /** The keyword of a property that isn't sent in responses. */
  public static final String WRITE_ONLY = "writeOnly";

  /** The prefix of a schema's annotation if the parameter or header around it has the same one. */
  static final String OF_SCHEMA = "schema's ";

  /** The keywords that limit a value. */
  static final List<String> LIMITS =
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

  private static final Set<String> ANNOTATIONS =
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

  private static final Set<String> FALSE_BY_DEFAULT =
      Set.of(
          "allowEmptyValue", "allowReserved", "deprecated", READ_ONLY, "uniqueItems", WRITE_ONLY);

  private Keywords() {}

  /** Returns whether a keyword only documents, so that it binds neither callers nor servers. */
  public static boolean isAnnotation(String keyword) {
    return ANNOTATIONS.contains(
        keyword.startsWith(OF_SCHEMA) ? keyword.substring(OF_SCHEMA.length()) : keyword);
  }

  /** Returns whether a keyword constrains values beside their type. */
  public static boolean isConstraint(String keyword) {
    return LIMITS.contains(keyword)
        || Set.of("nullable", "required", "uniqueItems", "pattern", "additionalProperties")
            .contains(keyword);
  }

  /** Returns whether a keyword may decide which JSON a schema allows. */
  public static boolean isAssertion(String keyword) {
    return !isAnnotation(keyword) && !keyword.startsWith("x-") && !keyword.equals("name");
  }

  /** Returns whether a keyword's value is also its default, as in {@code deprecated: false}. */
  static boolean isDefault(String keyword, JsonNode value) {
    return value.isBoolean()
        && !value.booleanValue()
        && (FALSE_BY_DEFAULT.contains(keyword) || keyword.startsWith("x-"));
  }
}
