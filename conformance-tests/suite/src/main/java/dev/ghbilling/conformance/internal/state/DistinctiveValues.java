package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Example;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.SampleValues;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Values of a collection's resources that a server can't lose or damage unseen: those of a
 * documented resource, which belong together and aren't all defaults, and with them numbers and
 * names that are easily damaged on their way into a store and back.
 */
record DistinctiveValues(TestedCollection collection) {
  /** More than 32 bits hold. */
  private static final JsonNode LARGE = LongNode.valueOf(3_000_000_000L);

  /** Letters of Latin-1 and of other scripts, and one beyond 16 bits. */
  private static final String LETTERS = "Köln, Ελλάδα, 東京 🚀";

  /** Signs that other notations escape, and a letter with an accent of its own. */
  private static final String SIGNS = "R&D \"q\u0303\" 50%25 + O'Neil; \\n";

  /** Returns the properties of which a creation has other values than in the documented request. */
  List<String> properties() {
    JsonNode request = example(collection.require(Action.CREATE).requestBody());
    return request instanceof ObjectNode documented
        ? created(documented, 1).stream()
            .limit(1)
            .flatMap(body -> body.properties().stream())
            .filter(property -> !property.getValue().equals(documented.get(property.getKey())))
            .map(Map.Entry::getKey)
            .toList()
        : List.of();
  }

  /**
   * Returns bodies of a creation, the most telling first: with the values of a documented resource,
   * and with the documented request's.
   *
   * @param request the documented request's body
   * @param number what names are distinguished by
   */
  List<ObjectNode> created(ObjectNode request, int number) {
    JsonNode schema =
        collection.require(Action.CREATE).requestBody().map(Body::schema).orElseThrow();
    JsonNode shown = documented();
    ObjectNode plain = request.deepCopy();
    ObjectNode telling = request.deepCopy();
    for (Map.Entry<String, JsonNode> property : collection.properties(Action.CREATE).properties()) {
      JsonNode described = collection.contract().resolve(property.getValue());
      String name = property.getKey();
      if (described.path("format").asText().equals("int64") && !described.has("maximum")) {
        plain.set(name, LARGE);
        telling.set(name, LARGE);
      } else if (isUnique(name)) {
        plain.put(name, LETTERS + " " + number);
        telling.put(name, LETTERS + " " + number);
      } else if (shown.has(name)) {
        telling.set(name, shown.path(name));
      }
    }
    return Stream.of(telling, plain)
        .filter(body -> collection.contract().violations(schema, body).isEmpty())
        .distinct()
        .toList();
  }

  /**
   * Returns other values of a place in a resource than its current one: of an enumeration, all that
   * the contract lists, but for that of the documented request. A documented one is the first.
   *
   * @param number what names are distinguished by
   */
  List<JsonNode> others(JsonPointer place, JsonNode current, int number) {
    JsonNode schema = schema(place);
    if (isUnique(place.toString().substring(1))) {
      return List.of(TextNode.valueOf(SIGNS + " " + number));
    }
    if (SampleValues.type(schema).equals("boolean")) {
      return List.of(BooleanNode.valueOf(!current.asBoolean()));
    }
    JsonNode requested = example(collection.require(Action.CREATE).requestBody()).at(place);
    JsonNode created = documented(Action.CREATE).at(place);
    List<JsonNode> words =
        collection.contract().enumerated(schema).stream()
            .filter(word -> !word.equals(current))
            .filter(word -> !word.equals(requested) || word.equals(created))
            .sorted(Comparator.comparing(word -> !word.equals(created)))
            .toList();
    return !words.isEmpty()
        ? words
        : List.of(
            Stream.of(created, requested)
                .filter(value -> value.isValueNode() && !value.asText().isEmpty())
                .filter(value -> !value.equals(current))
                .findFirst()
                .orElseGet(() -> invented(schema, place.last().getMatchingProperty(), current)));
  }

  /** Returns another value than the current one; of a list, one with other elements. */
  private JsonNode invented(JsonNode schema, String name, JsonNode current) {
    if (current.isArray() && current.size() > 1) {
      return ContractJson.MAPPER.createArrayNode().add(current.path(0));
    }
    if (current.isIntegralNumber()) {
      return LongNode.valueOf(current.asLong() + 1);
    }
    return current.isTextual()
        ? TextNode.valueOf(current.asText() + " 2")
        : new SampleValues(collection.contract()).valid(schema, name);
  }

  boolean isUnique(String property) {
    return collection
        .require(Action.CREATE)
        .resource()
        .flatMap(resource -> resource.unique())
        .filter(place -> place.toString().equals("/" + property))
        .isPresent();
  }

  private JsonNode schema(JsonPointer place) {
    return collection
        .require(Action.UPDATE)
        .requestBody()
        .flatMap(body -> collection.contract().schemaAt(body.schema(), place))
        .orElseThrow();
  }

  /** Returns the documented resource, the one that an update shows; missing if there is none. */
  JsonNode documented() {
    return Stream.of(Action.UPDATE, Action.GET)
        .map(this::documented)
        .filter(JsonNode::isObject)
        .findFirst()
        .orElseGet(MissingNode::getInstance);
  }

  /** Returns the resource that an operation's documented response shows; missing without one. */
  private JsonNode documented(Action does) {
    return collection
        .operation(does)
        .map(
            operation ->
                example(operation.success().body()).at(operation.resource().orElseThrow().item()))
        .orElseGet(MissingNode::getInstance);
  }

  private static JsonNode example(Optional<Body> body) {
    return body.flatMap(Body::example).map(Example::value).orElseGet(MissingNode::getInstance);
  }
}
