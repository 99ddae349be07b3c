package dev.ghbilling.pact;

import static dev.ghbilling.spec.ResourceOperation.Action.CREATE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.sandbox.Fault;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A maker of responses that differ from an interaction's in one point. The types of properties come
 * from the contract, because a pact must not confirm itself.
 */
final class AlteredResponses {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String TYPE = "application/json";
  private static final JsonNode TEXT = TextNode.valueOf("text");

  private final Contract contract;
  private final int status;
  private final JsonNode schema;
  private final JsonNode body;
  private final boolean created;
  private final List<Altered> altered = new ArrayList<>();

  /**
   * A response of a provider.
   *
   * @param name the difference
   * @param response the response
   */
  record Altered(String name, Fault response) {}

  /**
   * Creates a maker for one response.
   *
   * @param documented the response in the contract
   * @param interaction the same response in the pact
   */
  AlteredResponses(Contract contract, ExpectedResponse documented, JsonNode interaction) {
    this.contract = contract;
    this.status = documented.response().status();
    this.schema =
        documented.response().body().map(Body::schema).orElseGet(MissingNode::getInstance);
    this.body = interaction.at("/response/body/content");
    this.created = documented.operation().resource().stream().anyMatch(r -> r.does() == CREATE);
  }

  /** Returns responses that the verification must reject. */
  List<Altered> broken() {
    alter("status", Fault.body(status == 200 ? 206 : 200, TYPE, body.toString()));
    if (schema.isMissingNode()) {
      return List.copyOf(altered);
    }
    alter("HTML page of a proxy", Fault.htmlPage(status));
    alter("empty body", Fault.body(status, TYPE, ""));
    alter("list instead of the object", Fault.body(status, TYPE, "[" + body + "]"));
    breakProperties(body, schema, "");
    return List.copyOf(altered);
  }

  private void breakProperties(JsonNode object, JsonNode schema, String pointer) {
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      String name = property.getKey();
      JsonNode value = property.getValue();
      String where = pointer + "/" + name;
      JsonNode of = contract.resolve(contract.resolve(schema).path("properties").path(name));
      change(pointer, where + " missing", parent -> parent.remove(name));
      if (!contract.violations(of, NullNode.instance).isEmpty()) {
        change(pointer, where + " null", parent -> parent.putNull(name));
      }
      change(pointer, where + " of another type", parent -> parent.set(name, otherType(value)));
      if (of.path("type").asText().equals("integer")) {
        change(pointer, where + " with a fraction", parent -> parent.put(name, 1.5));
      }
      if (hasCheckedFormat(of)) {
        change(pointer, where + " in another format", parent -> parent.put(name, "01/02/2024"));
      }
      if (of.path("format").asText().equals("date")) {
        change(
            pointer,
            where + " with a month that doesn't exist",
            parent -> parent.put(name, "2024-13-01"));
      }
      if (value.isArray()) {
        JsonNode items = contract.resolve(of.path("items"));
        boolean texts = items.path("type").asText().equals("string");
        boolean mayBeEmpty = created || pointer.contains("/0") || (texts && !items.has("format"));
        if (!mayBeEmpty) {
          change(pointer, where + " empty", parent -> parent.putArray(name));
        }
        change(pointer, where + " of null", parent -> parent.putArray(name).addNull());
        JsonNode other = texts ? JSON.numberNode(5) : TEXT;
        change(pointer, where + " with another type", parent -> parent.putArray(name).add(other));
        breakProperties(value.path(0), items, where + "/0");
      }
      breakProperties(value, of, where);
    }
  }

  /** Tells whether the SDK parses a text: dates, but not ids. */
  private static boolean hasCheckedFormat(JsonNode schema) {
    return schema.path("format").asText().equals("date") || schema.has("pattern");
  }

  private static JsonNode otherType(JsonNode value) {
    return value.isTextual() ? JSON.numberNode(5) : TEXT;
  }

  /** Returns responses that the SDK reads just as well. */
  List<Altered> harmless() {
    alter("unchanged", Fault.body(status, TYPE, body.toString()));
    alter("charset", Fault.body(status, TYPE + "; charset=utf-8", body.toString()));
    alter("additional header", Fault.body(status, TYPE, body.toString()).header("X-More", "1"));
    if (body.isObject()) {
      change("", "additional property", object -> object.putObject("more").putNull("nothing"));
    }
    acceptProperties(body, schema, "");
    return List.copyOf(altered);
  }

  private void acceptProperties(JsonNode object, JsonNode schema, String pointer) {
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      String name = property.getKey();
      JsonNode value = property.getValue();
      String where = pointer + "/" + name;
      JsonNode of = contract.resolve(contract.resolve(schema).path("properties").path(name));
      if (of.path("type").asText().equals("number")) {
        JsonNode decimal = DecimalNode.valueOf(new BigDecimal("19.5361328125"));
        change(pointer, where + " with a fraction", parent -> parent.set(name, decimal));
        change(pointer, where + " as an integer", parent -> parent.put(name, 50000));
      }
      if (value.isTextual() && !hasCheckedFormat(of)) {
        change(pointer, where + " unknown", parent -> parent.put(name, "of a later version"));
      }
      if (value.isArray()) {
        change(pointer, where + " longer", parent -> twice((ArrayNode) parent.path(name)));
        acceptProperties(value.path(0), of.path("items"), where + "/0");
      }
      if (value.isObject()) {
        change(where, where + " with an additional property", child -> child.put("more", 1));
        acceptProperties(value, of, where);
      }
    }
  }

  private static void twice(ArrayNode array) {
    array.add(array.path(0).deepCopy());
  }

  private void change(String pointer, String name, Consumer<ObjectNode> change) {
    ContainerNode<?> copy = body.deepCopy();
    change.accept((ObjectNode) copy.at(pointer));
    alter(name, Fault.body(status, TYPE, copy.toString()));
  }

  private void alter(String name, Fault response) {
    altered.add(new Altered(name, response));
  }
}
