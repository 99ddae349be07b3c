package dev.ghbilling.polyglot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something that a language's client doesn't give back, which is known and has its reason.
 *
 * @param language whose client
 * @param vector the vector that it is seen in, or any
 * @param errors whether it is seen in answers other than 2xx, or in those
 * @param at where, as a JSON pointer in which {@code *} stands for every element and property
 * @param becomes what stands there instead; by default, nothing
 */
record Loss(
    String language,
    Optional<String> vector,
    boolean errors,
    List<String> at,
    Optional<JsonNode> becomes) {

  static Loss read(JsonNode written) {
    if (written.path("reason").asText().isBlank()) {
      throw new IllegalStateException("a loss needs a reason: " + written);
    }
    return new Loss(
        written.path("language").asText(),
        Optional.ofNullable(written.get("vector")).map(JsonNode::asText),
        written.path("errors").asBoolean(),
        List.of(written.path("at").asText().substring(1).split("/", -1)),
        Optional.ofNullable(written.get("becomes")));
  }

  boolean concerns(String client, Vector seen) {
    return language.equals(client)
        && vector.map(seen.id()::equals).orElse(true)
        && errors == (seen.status() / 100 != 2);
  }

  /** Makes a document what it is after the loss; whether that changed anything. */
  boolean take(JsonNode document) {
    List<JsonNode> holders = List.of(document);
    for (String segment : at.subList(0, at.size() - 1)) {
      List<JsonNode> next = new ArrayList<>();
      for (JsonNode holder : holders) {
        if (segment.equals("*")) {
          holder.forEach(next::add);
        } else if (holder.isArray() && Integer.parseInt(segment) < holder.size()) {
          next.add(holder.get(Integer.parseInt(segment)));
        } else if (holder.has(segment)) {
          next.add(holder.get(segment));
        }
      }
      holders = next;
    }
    boolean taken = false;
    for (JsonNode holder : holders) {
      taken |= take(holder, at.get(at.size() - 1));
    }
    return taken;
  }

  private boolean take(JsonNode holder, String name) {
    if (holder instanceof ObjectNode object && object.has(name)) {
      becomes.ifPresentOrElse(other -> object.set(name, other), () -> object.remove(name));
      return true;
    }
    if (holder instanceof ArrayNode array && Integer.parseInt(name) < array.size()) {
      int index = Integer.parseInt(name);
      becomes.ifPresentOrElse(other -> array.set(index, other), () -> array.remove(index));
      return true;
    }
    return false;
  }
}
