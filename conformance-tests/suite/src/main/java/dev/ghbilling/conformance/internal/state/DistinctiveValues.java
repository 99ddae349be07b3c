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
  /** How much longer a text is that is too long for most creations. */
  private static final int LONGER = 260;

  /** Whole numbers, the most telling first: more than a double holds exactly, and than 32 bits. */
  private static final List<JsonNode> LARGE =
      List.of(LongNode.valueOf(9_007_199_254_740_993L), LongNode.valueOf(3_000_000_000L));

  /**
   * Signs that other notations escape, two blanks, letters of Latin-1 and of other scripts, one
   * with an accent of its own that another one has in itself, and one beyond 16 bits.
   */
  private static final String ODD =
      "R&D <x> \"50%25\" + O'Neil; \\n  K\u00f6ln Ko\u0308ln, Ελλάδα, 東京 🚀";

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
   * Returns bodies of a creation, the most telling first: with odd texts besides the values of a
   * documented resource, with these alone, and with the documented request's; each with a number
   * that a server is most likely to damage, and then each with one that more servers allow.
   *
   * @param request the documented request's body
   * @param number what names are distinguished by
   */
  List<ObjectNode> created(ObjectNode request, int number) {
    return LARGE.stream().flatMap(large -> created(request, number, large)).distinct().toList();
  }

  private Stream<ObjectNode> created(ObjectNode request, int number, JsonNode large) {
    JsonNode schema =
        collection.require(Action.CREATE).requestBody().map(Body::schema).orElseThrow();
    JsonNode shown = documented();
    ObjectNode plain = request.deepCopy();
    ObjectNode telling = request.deepCopy();
    ObjectNode odd = ContractJson.MAPPER.createObjectNode();
    for (Map.Entry<String, JsonNode> property : collection.properties(Action.CREATE).properties()) {
      JsonNode described = collection.contract().resolve(property.getValue());
      String name = property.getKey();
      if (described.path("format").asText().equals("int64") && !described.has("maximum")) {
        plain.set(name, large);
        telling.set(name, large);
      } else if (isUnique(name)) {
        String distinct = "%s %06d".formatted(request.path(name).asText(name), number);
        plain.put(name, distinct);
        telling.put(name, distinct);
        odd.put(name, odd(number));
      } else if (shown.has(name)) {
        telling.set(name, shown.path(name));
        if (isFree(described)) {
          odd.put(name, ODD);
        }
      }
    }
    ObjectNode oddest = telling.deepCopy();
    oddest.setAll(odd);
    return Stream.of(oddest, telling, plain)
        .filter(body -> collection.contract().violations(schema, body).isEmpty());
  }

  /** Returns an odd text, as long as that of any other number. */
  private static String odd(int number) {
    return "%s %06d".formatted(ODD, number);
  }

  /** Tells whether a text may be anything, as far as its schema says. */
  private boolean isFree(JsonNode schema) {
    return SampleValues.type(schema).equals("string")
        && collection.contract().enumerated(schema).isEmpty()
        && !schema.has("format")
        && !schema.has("pattern");
  }

  /** Returns a value that a place can't have. */
  JsonNode ofWrongType(JsonPointer place) {
    return new SampleValues(collection.contract()).ofWrongType(schema(place));
  }

  /**
   * Returns the value of a place that languages take for none: an empty text or list, 0, or false.
   * Of a flag it is the other value than the current one. Empty if the schema doesn't allow it.
   */
  Optional<JsonNode> nothing(JsonPointer place, JsonNode current) {
    JsonNode schema = schema(place);
    JsonNode nothing =
        switch (SampleValues.type(schema)) {
          case "boolean" -> BooleanNode.valueOf(!current.asBoolean());
          case "integer", "number" -> LongNode.valueOf(0);
          case "array" -> ContractJson.MAPPER.createArrayNode();
          case "string" ->
              isFree(schema) && !isUnique(place.toString().substring(1))
                  ? TextNode.valueOf("")
                  : MissingNode.getInstance();
          default -> MissingNode.getInstance();
        };
    return Optional.of(nothing)
        .filter(value -> !value.isMissingNode() && !value.equals(current))
        .filter(value -> collection.contract().violations(schema, value).isEmpty());
  }

  /**
   * Returns other values of a place in a resource than its current one: of a unique text, one that
   * a creation can have, and a longer one; of an enumeration, all that the contract lists, but for
   * that of the documented request. A documented one is the first. A number has as many digits and
   * stays odd or even, and a unique text has as many letters, so that the length of a response
   * doesn't tell the change, and that doubles don't hold large ones.
   *
   * @param number what names are distinguished by
   */
  List<JsonNode> others(JsonPointer place, JsonNode current, int number) {
    JsonNode schema = schema(place);
    if (isUnique(place.toString().substring(1))) {
      JsonNode odd = TextNode.valueOf(odd(number));
      JsonNode longer = TextNode.valueOf(odd(number) + " 0123456789".repeat(LONGER / 10));
      return canBeCreated(place, longer) ? List.of(odd) : List.of(odd, longer);
    }
    if (current.isIntegralNumber()) {
      return List.of(LongNode.valueOf(current.asLong() + (current.asLong() % 10 > 7 ? -2 : 2)));
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
    return current.isTextual()
        ? TextNode.valueOf(current.asText() + " 2")
        : new SampleValues(collection.contract()).valid(schema, name);
  }

  /** Tells whether the schema of a creation allows a value, as far as it has the property. */
  boolean canBeCreated(JsonPointer place, JsonNode value) {
    return collection
        .require(Action.CREATE)
        .requestBody()
        .flatMap(body -> collection.contract().schemaAt(body.schema(), place))
        .map(schema -> collection.contract().violations(schema, value).isEmpty())
        .orElse(true);
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
