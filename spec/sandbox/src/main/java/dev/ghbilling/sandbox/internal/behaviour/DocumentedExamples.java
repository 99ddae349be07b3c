package dev.ghbilling.sandbox.internal.behaviour;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.sandbox.internal.usage.ObservedUsage;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Example;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The documented responses, as the state that a sandbox starts with. Those that have been observed
 * differ by the JSON Merge Patches in {@code observed.json}, and by a property that nobody knows.
 */
public final class DocumentedExamples {
  private final Contract contract;
  private final Optional<JsonNode> observed;

  /**
   * Reads the responses of a contract.
   *
   * @param observed whether to change them to what has been observed
   */
  public DocumentedExamples(Contract contract, boolean observed) {
    this.contract = contract;
    this.observed = observed ? Optional.of(patches()) : Optional.empty();
  }

  /**
   * Returns a copy of the document of an operation's successful response; empty if the contract has
   * no example of it.
   */
  public Optional<JsonNode> response(Operation operation) {
    Optional<JsonNode> example =
        operation
            .success()
            .body()
            .flatMap(Body::example)
            .map(Example::value)
            .map(JsonNode::deepCopy);
    if (observed.isPresent() && example.orElse(null) instanceof ObjectNode document) {
      merge(document, observed.get().path(operation.id()));
      document
          .putObject(ObservedUsage.LATER_ADDITION)
          .put("amount", new BigDecimal("0.80"))
          .putArray("list")
          .add(1);
    }
    return example;
  }

  /**
   * Returns a copy of the object that an operation responds with; an empty one without an example.
   */
  ObjectNode object(Operation operation) {
    return response(operation).orElse(null) instanceof ObjectNode object
        ? object
        : ContractJson.MAPPER.createObjectNode();
  }

  /** Returns the schema of a place in an operation's successful response, which is no reference. */
  JsonNode schema(Operation operation, JsonPointer place) {
    return operation
        .success()
        .body()
        .flatMap(body -> contract.schemaAt(body.schema(), place))
        .orElseGet(MissingNode::getInstance);
  }

  /**
   * Returns the documented resources of a collection: those of its list, and the one that it gets.
   */
  public List<ObjectNode> resources(String collection) {
    List<ObjectNode> found = new ArrayList<>();
    for (Action action : List.of(Action.LIST, Action.GET)) {
      for (Operation operation : contract.operation(action, collection).stream().toList()) {
        ResourceOperation resource = operation.resource().orElseThrow();
        JsonNode document = response(operation).orElseGet(ContractJson.MAPPER::createObjectNode);
        JsonNode shown = document.at(action == Action.LIST ? resource.items() : resource.item());
        for (JsonNode one : shown.isArray() ? shown : List.of(shown)) {
          boolean known = found.stream().anyMatch(earlier -> isSame(resource, earlier, one));
          if (one instanceof ObjectNode object
              && object.at(resource.id()).isValueNode()
              && !known) {
            found.add(object);
          }
        }
      }
    }
    return found;
  }

  private static boolean isSame(ResourceOperation resource, JsonNode one, JsonNode other) {
    return one.at(resource.id()).asText().equalsIgnoreCase(other.at(resource.id()).asText());
  }

  private static void merge(ObjectNode target, JsonNode patch) {
    for (Map.Entry<String, JsonNode> change : patch.properties()) {
      if (target.get(change.getKey()) instanceof ObjectNode object
          && change.getValue().isObject()) {
        merge(object, change.getValue());
      } else {
        target.set(change.getKey(), change.getValue().deepCopy());
      }
    }
  }

  private static JsonNode patches() {
    try (InputStream json = DocumentedExamples.class.getResourceAsStream("observed.json")) {
      return ContractJson.MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException("observed.json can't be read", e);
    }
  }
}
