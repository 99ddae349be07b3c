package dev.ghbilling.spec.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A place in an OpenAPI document: an object of which the specification defines the keywords.
 *
 * @param kind what the object is
 * @param pointer where it is, as a JSON pointer
 * @param node the object itself, which may be a reference
 */
record Place(Kind kind, String pointer, ObjectNode node) {
  /** What the specification calls the object. */
  enum Kind {
    PATH_ITEM("a path"),
    OPERATION("an operation"),
    PARAMETER("a parameter"),
    HEADER("a header"),
    REQUEST_BODY("a request body"),
    RESPONSE("a response"),
    MEDIA_TYPE("a media type"),
    SCHEMA("a schema");

    private final String name;

    Kind(String name) {
      this.name = name;
    }

    /** Returns the kind with its article, for messages. */
    @Override
    public String toString() {
      return name;
    }
  }

  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  /** Schemas below a schema: one each, several by name, several in a list. */
  private static final List<String> SINGLE = List.of("items", "additionalProperties", "not");

  private static final List<String> NAMED = List.of("properties");
  private static final List<String> LISTED = List.of("allOf", "anyOf", "oneOf");

  /**
   * Tells whether this schema says nothing alone: an alternative of required properties or of null,
   * or that the values of a map are of any type.
   */
  boolean isPartOfAnother() {
    return pointer.matches(".*/(any|one)Of/[0-9]+")
        ? node.size() == 1 && (node.has("required") || node.path("type").asText().equals("null"))
        : pointer.endsWith("/additionalProperties") && node.isEmpty();
  }

  /** Tells whether this is the schema of an object's property. */
  boolean isProperty() {
    return pointer.matches(".*/properties/[^/]+");
  }

  /** Returns all places of a document, what is inside of something before it. */
  static List<Place> in(JsonNode document) {
    List<Place> places = new ArrayList<>();
    JsonNode components = document.path("components");
    named(components, "/components", "schemas", (at, node) -> add(Kind.SCHEMA, at, node, places));
    named(
        components,
        "/components",
        "parameters",
        (at, node) -> add(Kind.PARAMETER, at, node, places));
    named(components, "/components", "headers", (at, node) -> add(Kind.HEADER, at, node, places));
    named(
        components,
        "/components",
        "requestBodies",
        (at, node) -> add(Kind.REQUEST_BODY, at, node, places));
    named(
        components, "/components", "responses", (at, node) -> add(Kind.RESPONSE, at, node, places));
    named(document, "", "paths", (at, node) -> add(Kind.PATH_ITEM, at, node, places));
    return List.copyOf(places);
  }

  private static void add(Kind kind, String pointer, JsonNode node, List<Place> places) {
    if (!(node instanceof ObjectNode object)) {
      return;
    }
    switch (kind) {
      case PATH_ITEM -> {
        listed(
            object, pointer, "parameters", (at, child) -> add(Kind.PARAMETER, at, child, places));
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
          if (METHODS.contains(entry.getKey())) {
            add(Kind.OPERATION, below(pointer, entry.getKey()), entry.getValue(), places);
          }
        }
      }
      case OPERATION -> {
        listed(
            object, pointer, "parameters", (at, child) -> add(Kind.PARAMETER, at, child, places));
        add(Kind.REQUEST_BODY, below(pointer, "requestBody"), object.path("requestBody"), places);
        named(object, pointer, "responses", (at, child) -> add(Kind.RESPONSE, at, child, places));
      }
      case PARAMETER, HEADER, MEDIA_TYPE -> {
        add(Kind.SCHEMA, below(pointer, "schema"), object.path("schema"), places);
        named(object, pointer, "content", (at, child) -> add(Kind.MEDIA_TYPE, at, child, places));
      }
      case REQUEST_BODY, RESPONSE -> {
        named(object, pointer, "headers", (at, child) -> add(Kind.HEADER, at, child, places));
        named(object, pointer, "content", (at, child) -> add(Kind.MEDIA_TYPE, at, child, places));
      }
      case SCHEMA -> {
        BiConsumer<String, JsonNode> schema = (at, child) -> add(Kind.SCHEMA, at, child, places);
        SINGLE.forEach(key -> schema.accept(below(pointer, key), object.path(key)));
        NAMED.forEach(key -> named(object, pointer, key, schema));
        LISTED.forEach(key -> listed(object, pointer, key, schema));
      }
    }
    places.add(new Place(kind, pointer, object));
  }

  private static void named(
      JsonNode parent, String pointer, String key, BiConsumer<String, JsonNode> child) {
    for (Map.Entry<String, JsonNode> entry : parent.path(key).properties()) {
      child.accept(below(below(pointer, key), entry.getKey()), entry.getValue());
    }
  }

  private static void listed(
      JsonNode parent, String pointer, String key, BiConsumer<String, JsonNode> child) {
    JsonNode list = parent.path(key);
    for (int i = 0; i < list.size(); i++) {
      child.accept(below(below(pointer, key), Integer.toString(i)), list.get(i));
    }
  }

  private static String below(String pointer, String key) {
    return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
  }
}
