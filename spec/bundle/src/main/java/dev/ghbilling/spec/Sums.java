package dev.ghbilling.spec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the rows of an operation's response are sums of, as its {@code x-sums} says.
 *
 * @param of the id of the operation whose rows are summed up; empty if none shows them
 * @param items where the list of rows is in the response
 * @param by the properties that rows are grouped by, which both kinds of rows have
 * @param as the numbers that have another name in the other operation's rows: where a row has the
 *     sum, and where the other's rows have the number
 * @param where the parameters that select the other's rows by a property, and where these have
 *     their value: as a whole in the last place, or in parts in all of them
 */
public record Sums(
    Optional<String> of,
    JsonPointer items,
    List<JsonPointer> by,
    Map<JsonPointer, JsonPointer> as,
    Map<String, List<JsonPointer>> where) {
  private static final String SEPARATOR = "/";

  static Sums of(JsonNode node) {
    Map<JsonPointer, JsonPointer> as = new LinkedHashMap<>();
    node.path("as")
        .properties()
        .forEach(
            number ->
                as.put(
                    JsonPointer.compile(number.getKey()),
                    JsonPointer.compile(number.getValue().asText())));
    Map<String, List<JsonPointer>> where = new LinkedHashMap<>();
    node.path("where")
        .properties()
        .forEach(
            parameter ->
                where.put(
                    parameter.getKey(),
                    parameter
                        .getValue()
                        .valueStream()
                        .map(place -> JsonPointer.compile(place.asText()))
                        .toList()));
    return new Sums(
        Optional.ofNullable(node.get("of")).map(JsonNode::asText),
        JsonPointer.compile(node.path("items").asText()),
        node.path("by").valueStream().map(by -> JsonPointer.compile(by.asText())).toList(),
        as,
        where);
  }

  /**
   * Returns the value of a parameter in {@code where} that selects a row of the other operation.
   */
  public String selecting(String parameter, JsonNode row) {
    List<String> parts =
        where.getOrDefault(parameter, List.of()).stream()
            .map(place -> row.at(place).asText())
            .toList();
    String last = parts.isEmpty() ? "" : parts.get(parts.size() - 1);
    boolean whole = last.isEmpty() || last.contains(SEPARATOR) || parts.contains("");
    return whole ? last : String.join(SEPARATOR, parts);
  }
}
