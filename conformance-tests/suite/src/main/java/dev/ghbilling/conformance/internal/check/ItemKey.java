package dev.ghbilling.conformance.internal.check;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The properties whose values together identify an item of a response: those in {@code x-key}, the
 * properties by which sums are grouped, or the id of listed resources.
 *
 * @param items where the list of items is
 * @param by the properties
 * @param clause what says so
 */
public record ItemKey(JsonPointer items, List<JsonPointer> by, String clause) {
  /** Returns the key of an operation's items; empty if they may be alike. */
  public static Optional<ItemKey> of(Contract contract, Operation operation) {
    JsonNode key = operation.node().path("x-key");
    if (!key.isMissingNode()) {
      return Optional.of(
          new ItemKey(
              JsonPointer.compile(key.path("items").asText()),
              key.path("by").valueStream().map(by -> JsonPointer.compile(by.asText())).toList(),
              Clause.extension(operation, "x-key")));
    }
    Optional<ResourceOperation> listed =
        operation.resource().filter(resource -> resource.does() == Action.LIST);
    return listed
        .map(
            list ->
                new ItemKey(
                    list.items(),
                    List.of(CreatedResource.idPointer(contract, list.collection())),
                    Clause.extension(operation, "x-resource")))
        .or(
            () ->
                operation
                    .sums()
                    .map(
                        sums ->
                            new ItemKey(
                                sums.items(), sums.by(), Clause.extension(operation, "x-sums"))));
  }

  /** Returns the items of a document. */
  List<JsonNode> in(JsonNode document) {
    return document.at(items).valueStream().toList();
  }

  /** Expects no two items with the same key; one that lacks a part of it can't be told apart. */
  public Verdict isUnique(Object where, List<JsonNode> all) {
    Set<List<JsonNode>> keys = new HashSet<>();
    for (JsonNode item : all) {
      List<JsonNode> key = by.stream().map(item::at).map(JsonValues::normalized).toList();
      boolean whole = key.stream().noneMatch(value -> value.asText().isBlank());
      if (whole && !keys.add(key)) {
        return Verdict.failed(where, "one item with %s %s".formatted(by, key), "two");
      }
    }
    return Verdict.passed();
  }
}
