package dev.ghbilling.spec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The order of items in a response that a query parameter asks for, as its {@code x-orders} says.
 * It doesn't say what orders them.
 *
 * @param items where the list of items is
 * @param ascending the parameter's value for the one order
 * @param descending its value for the reverse
 */
public record Order(JsonPointer items, String ascending, String descending) {
  /** Returns the order that a parameter asks for; empty if it asks for none. */
  public static Optional<Order> of(Parameter parameter) {
    return Optional.of(parameter.node().path("x-orders"))
        .filter(JsonNode::isObject)
        .map(
            node ->
                new Order(
                    JsonPointer.compile(node.path("items").asText()),
                    node.path("ascending").asText(),
                    node.path("descending").asText()));
  }
}
