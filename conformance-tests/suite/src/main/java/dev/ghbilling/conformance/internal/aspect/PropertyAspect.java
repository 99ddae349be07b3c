package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks that the server returns every required property, and every property with its documented
 * type.
 */
public final class PropertyAspect implements Aspect {
  /** Keywords about inner values, which have checks of their own. */
  private static final List<String> NESTED_KEYWORDS =
      List.of("properties", "required", "additionalProperties");

  @Override
  public void derive(Operation operation, Checklist checklist) {
    operation
        .success()
        .body()
        .ifPresent(
            body ->
                new SchemaWalk(operation, checklist)
                    .visit(body.schema(), root(operation, body), "", "", Set.of()));
  }

  private static String root(Operation operation, Body body) {
    return Clause.content(operation, operation.success().status(), body.contentType()) + "/schema";
  }

  /** A traversal of a schema that adds a check for each property. */
  private record SchemaWalk(Operation operation, Checklist checklist) {
    /**
     * Visits a schema.
     *
     * @param clause the JSON pointer to the schema
     * @param parents the JSON pointer, with {@code *}, to the values that the schema describes
     * @param name the same path as check ids write it
     * @param ancestors the references above this schema, so that a recursive schema ends
     */
    void visit(JsonNode node, String clause, String parents, String name, Set<String> ancestors) {
      String reference = node.path("$ref").asText("");
      if (!reference.isEmpty()) {
        if (!ancestors.contains(reference)) {
          Set<String> extended = new HashSet<>(ancestors);
          extended.add(reference);
          visit(
              checklist.contract().resolve(node), reference.substring(1), parents, name, extended);
        }
        return;
      }
      if (node.has("items")) {
        visit(node.path("items"), clause + "/items", parents + "/*", name + "[]", ancestors);
      }
      Set<String> required = new HashSet<>();
      node.path("required").forEach(key -> required.add(key.asText()));
      for (Map.Entry<String, JsonNode> property : node.path("properties").properties()) {
        String key = property.getKey();
        String pointer = clause + "/properties/" + key;
        String full = name.isEmpty() ? key : name + "." + key;
        PropertyCheck check =
            new PropertyCheck(
                operation, parents, key, required.contains(key), shallow(property.getValue()));
        checklist.add(operation, "property/" + full, pointer, check);
        visit(property.getValue(), pointer, parents + "/" + key, full, ancestors);
      }
    }

    private JsonNode shallow(JsonNode schema) {
      ObjectNode copy = checklist.contract().resolve(schema).deepCopy();
      copy.remove(NESTED_KEYWORDS);
      if (checklist.contract().resolve(copy.path("items")).has("properties")) {
        copy.remove("items");
      }
      return copy;
    }
  }

  /**
   * A check of one property, in every object of the response that may have it.
   *
   * @param parents the JSON pointer, with {@code *}, to these objects
   * @param required whether each object must have the property
   * @param schema the schema of the property without that of inner values
   */
  private record PropertyCheck(
      Operation operation, String parents, String key, boolean required, JsonNode schema)
      implements Check.Procedure {
    @Override
    public Verdict run(CheckContext context) throws InterruptedException {
      OperationResponse response = context.successfulResponse(operation);
      Map<String, JsonNode> objects = JsonValues.valuesByPath(response.json(), parents, Set.of());
      Map<String, JsonNode> values = new LinkedHashMap<>();
      List<String> missing = new ArrayList<>();
      objects.forEach(
          (path, object) -> {
            if (object.has(key)) {
              values.put(JsonValues.property(path, key), object.path(key));
            } else if (required) {
              missing.add(JsonValues.property(path, key));
            }
          });
      if (!missing.isEmpty()) {
        Verdict verdict =
            Verdict.failed(response.request(), "the property " + missing.get(0), "none");
        return seen(verdict, missing.size(), objects.size());
      }
      Map<String, String> faults = new LinkedHashMap<>();
      values.forEach(
          (path, value) -> {
            String fault = fault(context, value);
            if (!fault.isEmpty()) {
              faults.put(path, fault);
            }
          });
      if (!faults.isEmpty()) {
        Map.Entry<String, String> first = faults.entrySet().iterator().next();
        Verdict verdict =
            Verdict.failed(response.request(), first.getKey() + " as documented", first.getValue());
        return seen(verdict, faults.size(), values.size());
      }
      return values.isEmpty()
          ? Verdict.notApplicable("the response has no " + key + " " + where())
          : Verdict.passed();
    }

    private static Verdict seen(Verdict verdict, int faulty, int all) {
      return faulty < 2
          ? verdict
          : verdict.and("missing or wrong in %d of %d cases".formatted(faulty, all));
    }

    private String fault(CheckContext context, JsonNode value) {
      if (isInteger(schema) && value.isNumber() && !value.isIntegralNumber()) {
        return value + ", which is not an integer as written";
      }
      List<Violation> violations = context.contract().violations(schema, value);
      return violations.isEmpty() ? "" : value + ": " + violations.get(0).reason();
    }

    /** Tells whether the schema is of integers, which may be null as well. */
    private static boolean isInteger(JsonNode schema) {
      JsonNode type = schema.path("type");
      return type.asText().equals("integer")
          || type.valueStream().anyMatch(one -> one.asText().equals("integer"));
    }

    private String where() {
      return "in " + (parents.isEmpty() ? "the response" : parents);
    }
  }
}
