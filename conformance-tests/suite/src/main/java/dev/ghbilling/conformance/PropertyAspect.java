package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Each documented property of the answer is there if it has to be, and of its type. */
final class PropertyAspect implements Aspect {
  /** What a schema says of the values inside, which have checks of their own. */
  private static final List<String> INNER =
      List.of("properties", "required", "additionalProperties");

  @Override
  public void derive(Operation operation, Checklist checklist) {
    operation
        .success()
        .body()
        .ifPresent(
            body ->
                new Walk(operation, checklist)
                    .into(body.schema(), root(operation, body), "", "", Set.of()));
  }

  private static String root(Operation operation, Body body) {
    return Clause.content(operation, operation.success().status(), body.contentType()) + "/schema";
  }

  /** The way through a schema. */
  private record Walk(Operation operation, Checklist checklist) {
    /**
     * Adds the checks of a schema's properties.
     *
     * @param clause where the schema stands
     * @param parents JSON pointer with {@code *} to the values that it describes
     * @param name the same, for people
     * @param above the references that led here, so that a circle comes to an end
     */
    void into(JsonNode node, String clause, String parents, String name, Set<String> above) {
      String reference = node.path("$ref").asText("");
      if (!reference.isEmpty()) {
        if (!above.contains(reference)) {
          Set<String> further = new HashSet<>(above);
          further.add(reference);
          into(checklist.contract().resolve(node), reference.substring(1), parents, name, further);
        }
        return;
      }
      if (node.has("items")) {
        into(node.path("items"), clause + "/items", parents + "/*", name + "[]", above);
      }
      Set<String> required = new HashSet<>();
      node.path("required").forEach(key -> required.add(key.asText()));
      for (Map.Entry<String, JsonNode> property : node.path("properties").properties()) {
        String key = property.getKey();
        String place = clause + "/properties/" + key;
        String full = name.isEmpty() ? key : name + "." + key;
        Property check =
            new Property(
                operation, parents, key, required.contains(key), shallow(property.getValue()));
        checklist.add(operation, "property/" + full, place, check);
        into(property.getValue(), place, parents + "/" + key, full, above);
      }
    }

    private JsonNode shallow(JsonNode schema) {
      ObjectNode copy = checklist.contract().resolve(schema).deepCopy();
      copy.remove(INNER);
      if (checklist.contract().resolve(copy.path("items")).has("properties")) {
        copy.remove("items");
      }
      return copy;
    }
  }

  /**
   * A property, wherever it stands in the answer.
   *
   * @param parents JSON pointer with {@code *} to the objects that have it
   * @param required whether each of them must
   * @param schema what it is, without what is inside
   */
  private record Property(
      Operation operation, String parents, String key, boolean required, JsonNode schema)
      implements Check.Procedure {
    @Override
    public Verdict of(Session session) throws InterruptedException {
      Reply reply = session.accepted(operation);
      List<JsonNode> objects =
          parents.isEmpty() ? List.of(reply.json()) : Places.find(reply.json(), parents, Set.of());
      List<JsonNode> values = new ArrayList<>();
      for (JsonNode object : objects) {
        if (object.has(key)) {
          values.add(object.path(key));
        } else if (required) {
          return Verdict.failed(reply.call(), "the property " + key + " " + where(), "none");
        }
      }
      for (JsonNode value : values) {
        String fault = fault(session, value);
        if (!fault.isEmpty()) {
          return Verdict.failed(reply.call(), key + " " + where() + " as documented", fault);
        }
      }
      return values.isEmpty()
          ? Verdict.notApplicable("the answer has no " + key + " " + where())
          : Verdict.passed();
    }

    private String fault(Session session, JsonNode value) {
      if (schema.path("type").asText().equals("integer")
          && value.isNumber()
          && !value.isIntegralNumber()) {
        return value + ", which is not written as an integer";
      }
      List<Violation> violations = session.contract().violations(schema, value);
      return violations.isEmpty() ? "" : value + ": " + violations.get(0).reason();
    }

    private String where() {
      return "in " + (parents.isEmpty() ? "the answer" : parents);
    }
  }
}
