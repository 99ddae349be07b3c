package dev.ghbilling.spec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the rows of an operation's response sum up those of another one, as its {@code x-sums} says.
 *
 * @param of the id of the operation whose rows are summed up
 * @param items where the list of rows is in the response
 * @param by the properties that rows are grouped by, which both kinds of rows have
 * @param as the numbers that have another name in the other operation's rows: where a row has the
 *     sum, and where the other's rows have the number
 */
public record Sums(
    String of, JsonPointer items, List<JsonPointer> by, Map<JsonPointer, JsonPointer> as) {
  static Sums of(JsonNode node) {
    Map<JsonPointer, JsonPointer> as = new LinkedHashMap<>();
    node.path("as")
        .properties()
        .forEach(
            number ->
                as.put(
                    JsonPointer.compile(number.getKey()),
                    JsonPointer.compile(number.getValue().asText())));
    return new Sums(
        node.path("of").asText(),
        JsonPointer.compile(node.path("items").asText()),
        node.path("by").valueStream().map(by -> JsonPointer.compile(by.asText())).toList(),
        as);
  }
}
