package dev.ghbilling.sandbox.internal.behaviour;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.sandbox.internal.api.ValidRequest;
import dev.ghbilling.sandbox.internal.http.ServerResponse;
import dev.ghbilling.spec.Order;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Selects;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A document with what a request selects of it: the items that its parameters select, one page of
 * them, and in the document itself what was asked.
 */
final class SelectedDocument {
  private final DocumentedExamples examples;
  private final ResourceCollections resources;

  /**
   * Selects from documents.
   *
   * @param resources know what parameters identify
   */
  SelectedDocument(DocumentedExamples examples, ResourceCollections resources) {
    this.examples = examples;
    this.resources = resources;
  }

  /** Responds with what the request selects of a document, which is changed. */
  ServerResponse respond(ValidRequest request, JsonNode document) {
    select(request, document);
    return request.operation().pagination().isPresent()
        ? new RequestedPage(request.operation().pagination().get(), request).respond(document)
        : request.success(document);
  }

  /** Removes the items that the request doesn't select, and repeats what was asked. */
  void select(ValidRequest request, JsonNode document) {
    for (Parameter parameter : request.operation().parameters()) {
      Optional<Selects> selects =
          Selects.of(parameter).filter(one -> one.isShown() || one.bound().isPresent());
      Optional<JsonNode> asked = request.argument(parameter);
      Order.of(parameter)
          .ifPresent(order -> sort(order, asked.map(JsonNode::asText).orElse(""), document));
      if (selects.isEmpty()) {
        continue;
      }
      if (selects.get().isOfDocument() && document instanceof ObjectNode object) {
        repeat(request, parameter, selects.get(), object);
      } else if (asked.isPresent()
          && document.at(selects.get().items()) instanceof ArrayNode items) {
        items.removeIf(item -> !takes(selects.get(), item, asked.get()));
      }
    }
  }

  private static boolean takes(Selects selects, JsonNode item, JsonNode asked) {
    if (selects.bound().isPresent()) {
      return selects.bound().get().takes(item, asked.decimalValue());
    }
    return asked.isArray()
        ? asked.valueStream().anyMatch(value -> selects.takes(item, value.asText()))
        : selects.takes(item, asked.asText());
  }

  /** Sorts items by the first number that they show. */
  private static void sort(Order order, String asked, JsonNode document) {
    if (!(document.at(order.items()) instanceof ArrayNode items)) {
      return;
    }
    Comparator<JsonNode> byNumber = Comparator.comparing(SelectedDocument::firstNumber);
    List<JsonNode> sorted = new ArrayList<>(items.valueStream().toList());
    if (asked.equals(order.ascending())) {
      sorted.sort(byNumber);
    } else if (asked.equals(order.descending())) {
      sorted.sort(byNumber.reversed());
    }
    items.removeAll().addAll(sorted);
  }

  private static BigDecimal firstNumber(JsonNode item) {
    return item.valueStream()
        .filter(JsonNode::isNumber)
        .map(JsonNode::decimalValue)
        .findFirst()
        .orElse(BigDecimal.ZERO);
  }

  private void repeat(
      ValidRequest request, Parameter parameter, Selects selects, ObjectNode document) {
    JsonPointer by = selects.by();
    Optional<JsonNode> asked =
        request
            .argument(parameter)
            .filter(value -> !selects.rest().equals(Optional.of(value.asText())));
    if (asked.isPresent()) {
      JsonPlace.set(document, by, asked.get());
      describe(request, parameter, by, document);
      if (selects.rest().isPresent()) {
        // What the examples show belongs to no group.
        request
            .operation()
            .sums()
            .ifPresent(sums -> JsonPlace.set(document, sums.items(), document.arrayNode()));
      }
    } else if (selects.part().isEmpty() || request.asksForDate()) {
      JsonPlace.remove(document, by);
      if (!by.head().matches() && document.at(by.head()).isEmpty()) {
        JsonPlace.remove(document, by.head());
      }
    }
  }

  /** Adds the properties of a resource that are described beside its id, such as its name. */
  private void describe(
      ValidRequest request, Parameter parameter, JsonPointer id, ObjectNode document) {
    Optional<ObjectNode> resource =
        resources
            .identifiedBy(request.operation(), parameter.name())
            .flatMap(collection -> collection.find(document.at(id).asText()));
    if (resource.isPresent() && !id.head().matches()) {
      ObjectNode described = JsonPlace.parent(document, id);
      examples
          .schema(request.operation(), id.head())
          .path("properties")
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (resource.get().has(name)) {
                  described.set(name, resource.get().get(name));
                }
              });
    }
  }
}
