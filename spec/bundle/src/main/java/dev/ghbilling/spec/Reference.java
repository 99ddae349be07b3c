package dev.ghbilling.spec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A property of a response that names a stored resource by its id, as its {@code x-refers} says.
 *
 * @param operation the operation that responds with it
 * @param clause the JSON pointer to the extension
 * @param parents the JSON pointer, with {@code *}, to the objects that have the property
 * @param key the property
 * @param parameter the parameter that has the same value in the path of the operation that gets the
 *     resource
 * @param name the property beside it that has the resource's name; empty if there is none
 * @param same the properties beside it that have the values of the resource
 * @param only the values of properties, one of which the resource has
 */
public record Reference(
    Operation operation,
    String clause,
    String parents,
    String key,
    String parameter,
    Optional<JsonPointer> name,
    List<String> same,
    Map<String, List<JsonNode>> only) {
  static final String EXTENSION = "x-refers";

  /** Returns the references in an operation's successful response. */
  public static List<Reference> of(Contract contract, Operation operation) {
    Walk walk = new Walk(contract, operation, new ArrayList<>());
    operation.success().body().ifPresent(body -> walk.visit(body.schema(), "", "", Set.of()));
    return List.copyOf(walk.found);
  }

  /** Returns where the property is in a response; {@code *} stands for every element. */
  public String place() {
    return parents + "/" + key;
  }

  /** Returns the operation that gets the resource, of the same owner; empty if there is none. */
  public Optional<Operation> get(Contract contract) {
    return contract.operations().stream()
        .filter(other -> owner(other).equals(owner(operation)))
        .filter(
            other ->
                other
                    .resource()
                    .filter(resource -> resource.does() == Action.GET)
                    .filter(resource -> resource.parameter().equals(Optional.of(parameter)))
                    .isPresent())
        .findFirst();
  }

  /** Returns the part of a path that tells whose billing it is. */
  private static String owner(Operation operation) {
    return operation.path().substring(0, operation.path().indexOf('}') + 1);
  }

  private static Map<String, List<JsonNode>> only(JsonNode refers) {
    Map<String, List<JsonNode>> only = new LinkedHashMap<>();
    refers
        .path("only")
        .properties()
        .forEach(one -> only.put(one.getKey(), one.getValue().valueStream().toList()));
    return only;
  }

  /** A traversal of a schema that collects references. */
  private record Walk(Contract contract, Operation operation, List<Reference> found) {
    /**
     * Visits a schema.
     *
     * @param clause the JSON pointer to the schema; empty for that of the response
     * @param ancestors the references above this schema, so that a recursive schema ends
     */
    void visit(JsonNode node, String clause, String parents, Set<String> ancestors) {
      String reference = node.path("$ref").asText("");
      if (!reference.isEmpty()) {
        if (!ancestors.contains(reference)) {
          Set<String> extended = new HashSet<>(ancestors);
          extended.add(reference);
          visit(contract.resolve(node), reference.substring(1), parents, extended);
        }
        return;
      }
      if (node.has("items")) {
        visit(node.path("items"), clause + "/items", parents + "/*", ancestors);
      }
      for (Map.Entry<String, JsonNode> property : node.path("properties").properties()) {
        String key = property.getKey();
        String pointer = clause + "/properties/" + key;
        JsonNode refers = property.getValue().path(EXTENSION);
        if (refers.isObject()) {
          found.add(
              new Reference(
                  operation,
                  pointer + "/" + EXTENSION,
                  parents,
                  key,
                  refers.path("parameter").asText(),
                  Optional.ofNullable(refers.get("name"))
                      .map(name -> JsonPointer.compile(name.asText())),
                  refers.path("same").valueStream().map(JsonNode::asText).toList(),
                  only(refers)));
        }
        visit(property.getValue(), pointer, parents + "/" + key, ancestors);
      }
    }
  }
}
