package dev.ghbilling.spec.compare.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A resolver that turns a schema into one object in the notation of OpenAPI 3.1, without {@code
 * $ref} and {@code allOf}, and without {@code anyOf} and {@code oneOf} where other keywords mean
 * the same. It leaves the schemas of properties and items as they are.
 *
 * <p>Swagger Parser's own resolving can't do this. Tried in version 2.1.48 with {@code
 * setResolveFully} and {@code setResolveCombinators}, on the tests of this package and on the
 * contract:
 *
 * <ul>
 *   <li>In OpenAPI 3.1 it leaves {@code allOf} alone and drops the keywords beside a {@code $ref}.
 *       It throws when schemas contain one another.
 *   <li>In OpenAPI 3.0 it merges {@code allOf} wrongly: it keeps the last of two enumerations
 *       instead of their common values, and possibly the looser of two minimums. It loses {@code
 *       items} and {@code nullable}.
 *   <li>It gives an open enumeration the type {@code object}. {@code spec drift} then reports five
 *       differences that don't exist.
 *   <li>It loses the names of components, which typed clients name their types after, and rounds
 *       numbers to 17 digits.
 * </ul>
 */
final class SchemaResolver {
  /** The keyword for a schema that contains itself, from where it begins anew. */
  private static final String RECURSION = "recursion";

  private static final String COMPONENTS = "#/components/schemas/";

  /** The limit for schemas that refer to one another in every way, before memory runs out. */
  private static final int MAX_SCHEMAS = 300_000;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final OpenApiDocument document;
  private final SchemaReferences references;
  private final Nullability nullability;
  private final SchemaAlternatives alternatives;
  private int resolved;

  SchemaResolver(OpenApiDocument document) {
    this.document = document;
    this.references = new SchemaReferences(document);
    this.nullability =
        new Nullability(
            document.is30(), schema -> resolve(schema, Set.of(), Set.of(), new LinkedHashSet<>()));
    this.alternatives = new SchemaAlternatives(nullability);
  }

  /**
   * Resolves a schema.
   *
   * @param outer the references that led to the schemas around this one
   * @param used takes the references that are followed
   * @throws InvalidDocumentException if a reference leads nowhere, or there are too many schemas
   */
  ObjectNode resolve(JsonNode schema, Set<String> outer, Set<String> used) {
    ObjectNode merged = resolve(schema, outer, Set.of(), used);
    alternatives.simplify(
        merged, (alternative, more) -> resolve(alternative, outer, Set.of(), more), used);
    return merged;
  }

  Nullability nullability() {
    return nullability;
  }

  SchemaReferences references() {
    return references;
  }

  /**
   * @param chain the references that led here from the schema that is resolved
   */
  private ObjectNode resolve(
      JsonNode schema, Set<String> outer, Set<String> chain, Set<String> used) {
    if (++resolved > MAX_SCHEMAS) {
      throw new InvalidDocumentException(
          "has schemas that refer to one another in too many ways to be compared");
    }
    if (schema.isBoolean()) {
      ObjectNode constant = JSON.objectNode();
      return schema.booleanValue() ? constant : constant.set("not", JSON.objectNode());
    }
    ObjectNode merged = JSON.objectNode();
    if (schema.isObject()) {
      merged.setAll((ObjectNode) schema);
    }
    Set<String> longer = new LinkedHashSet<>(chain);
    String reference = OpenApiDocument.reference(merged).orElse(null);
    if (reference != null) {
      boolean circular = !longer.add(reference);
      if (circular || (outer.contains(reference) && references.isRecursive(reference))) {
        return JSON.objectNode()
            .put(RECURSION, reference.substring(reference.lastIndexOf('/') + 1));
      }
      used.add(reference);
      merged.remove("$ref");
      if (document.is30()) {
        // OpenAPI 3.0 ignores the keywords beside a reference.
        merged.removeAll();
      }
      SchemaNotation.normalize(merged);
      SchemaIntersection.narrow(merged, resolve(document.target(reference), outer, longer, used));
      if (reference.startsWith(COMPONENTS)) {
        merged.put(SchemaNotation.COMPONENT, reference.substring(COMPONENTS.length()));
      }
    }
    SchemaNotation.normalize(merged);
    JsonNode all = merged.remove("allOf");
    if (all != null) {
      for (JsonNode part : all) {
        SchemaIntersection.narrow(merged, resolve(part, outer, longer, used));
      }
    }
    nullability.normalize(merged);
    return merged;
  }
}
