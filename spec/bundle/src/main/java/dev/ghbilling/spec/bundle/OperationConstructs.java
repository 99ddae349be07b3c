package dev.ghbilling.spec.bundle;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Parameter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/** The check of operations, parameters and bodies for what isn't supported. */
final class OperationConstructs {
  private static final Pattern IN_PATH = Pattern.compile("\\{([^}]*)\\}");

  private final JsonNode document;
  private final Refusals refusals;
  private final Map<String, String> tags = new HashMap<>();
  private final Map<String, String> ids = new HashMap<>();

  OperationConstructs(JsonNode document, Refusals refusals) {
    this.document = document;
    this.refusals = refusals;
  }

  void checkOperation(Place place) {
    JsonNode operation = place.node();
    for (String required : List.of("operationId", "summary")) {
      if (operation.path(required).asText().isBlank()) {
        refusals.add(place, "an operation without '" + required + "'", "write one");
      }
    }
    String id = operation.path("operationId").asText();
    if (!id.isBlank() && (!id.matches("[a-z][A-Za-z0-9]*") || SourceVersion.isKeyword(id))) {
      refusals.add(
          place, "the operationId '" + id + "'", "write a name in camelCase, such as getThing");
    }
    String same = ids.putIfAbsent(id, place.pointer());
    if (same != null && !id.isBlank()) {
      refusals.add(
          place,
          "the operationId '%s', which %s has as well,".formatted(id, same),
          "give each operation a name of its own");
    }
    if (operation.has("requestBody") && place.pointer().endsWith("/get")) {
      refusals.add(place, "a GET with a request body", "leave it out: HTTP gives no meaning to it");
    }
    checkPath(place);
    if (operation.path("tags").size() != 1) {
      refusals.add(
          place,
          "an operation with " + operation.path("tags").size() + " tags",
          "write one tag; it names the interface");
    }
    String tag = operation.at("/tags/0").asText();
    String other = tags.putIfAbsent(tag.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""), tag);
    if (other != null && !other.equals(tag)) {
      refusals.add(place, "the tag '" + tag + "' beside '" + other + "'", "write one of them");
    }
    if (separators(operation).size() > 1) {
      refusals.add(
          place,
          "an operation with lists of different styles in its query",
          "write the same style and explode for all, because the client has one for an operation");
    }
    checkExamples(place);
    List<String> successes =
        operation
            .path("responses")
            .propertyStream()
            .map(Map.Entry::getKey)
            .filter(status -> status.startsWith("2"))
            .toList();
    if (successes.size() != 1) {
      refusals.add(
          place,
          "an operation with the successful responses " + successes,
          "describe exactly one response from 200 to 299");
    }
    for (Map.Entry<String, JsonNode> response : operation.path("responses").properties()) {
      if (!response.getKey().matches("[1-5][0-9][0-9]")) {
        refusals.add(
            place,
            "the response '" + response.getKey() + "'",
            "write a response for each status, such as 404");
      }
    }
  }

  /** Holds the parameters in an operation's path against those that are described. */
  private void checkPath(Place place) {
    JsonPointer item = JsonPointer.compile(place.pointer()).head();
    String path = item.last().getMatchingProperty();
    List<JsonNode> parameters =
        Stream.of(document.at(item).path("parameters"), place.node().path("parameters"))
            .flatMap(JsonNode::valueStream)
            .map(this::resolve)
            .toList();
    Set<String> described =
        parameters.stream()
            .filter(parameter -> parameter.path("in").asText().equals("path"))
            .map(parameter -> parameter.path("name").asText())
            .collect(Collectors.toSet());
    parameters.stream()
        .filter(parameter -> !parameter.path("in").asText().equals("path"))
        .map(parameter -> parameter.path("name").asText())
        .filter(described::contains)
        .forEach(
            name ->
                refusals.add(
                    place,
                    "the name '%s' of a parameter in the path and of another one".formatted(name),
                    "give the one in the path another name, which isn't sent"));
    Set<String> inPath =
        IN_PATH.matcher(path).results().map(name -> name.group(1)).collect(Collectors.toSet());
    if (!described.equals(inPath)) {
      refusals.add(
          place,
          "a path with the parameters %s of which %s are described".formatted(inPath, described),
          "describe each parameter of the path, and no other one");
    }
    if (Stream.of(path.split("/", -1)).anyMatch(part -> part.matches(".+\\{.*|.*\\}.+"))) {
      refusals.add(
          place,
          "a path with more than a parameter between two slashes",
          "give the parameter a part of its own");
    }
  }

  /** The sandbox responds with examples, and the suite sends them. */
  private void checkExamples(Place place) {
    JsonNode operation = place.node();
    Map<String, JsonNode> bodies = new LinkedHashMap<>();
    bodies.put("the request", resolve(operation.path("requestBody")));
    operation
        .path("responses")
        .propertyStream()
        .filter(response -> response.getKey().startsWith("2"))
        .forEach(
            response ->
                bodies.put("the response " + response.getKey(), resolve(response.getValue())));
    bodies.forEach(
        (name, body) -> {
          JsonNode media = body.at("/content/application~1json");
          if (media.isObject() && !media.has("example") && media.path("examples").isEmpty()) {
            refusals.add(
                place,
                "an operation without an example of " + name,
                "write one below its media type");
          }
        });
  }

  /** The separators of an operation's lists, an empty one where parameters are repeated. */
  private Set<String> separators(JsonNode operation) {
    return operation
        .path("parameters")
        .valueStream()
        .map(this::resolve)
        .filter(parameter -> parameter.path("in").asText().equals("query"))
        .map(parameter -> Parameter.of(parameter, resolve(parameter.path("schema"))))
        .filter(Parameter::isList)
        .map(parameter -> parameter.separator().orElse(""))
        .collect(Collectors.toSet());
  }

  void checkParameter(Place place) {
    JsonNode parameter = place.node();
    String in = parameter.path("in").asText();
    JsonNode schema = resolve(parameter.path("schema"));
    String type = schema.path("type").asText();
    if (in.equals("path") && !parameter.path("required").asBoolean()) {
      refusals.add(place, "a parameter in a path that may be left out", "write required: true");
    }
    if (in.equals("query")
        && parameter.path("required").asBoolean()
        && Stream.of(parameter, schema).noneMatch(node -> node.has("example"))
        && !schema.has("enum")) {
      refusals.add(
          place, "a required query parameter without an example", "write the example to send");
    }
    if (in.equals("cookie")) {
      refusals.add(place, "a parameter in a cookie", "leave it out: the API reads no cookies");
    }
    if (in.equals("header") && !schema.has("default")) {
      refusals.add(
          place, "a header parameter without a default", "give its schema the default to send");
    }
    if (type.equals("array")) {
      checkList(place, resolve(schema.path("items")));
    } else if (type.equals("object") || schema.path("type").isArray()) {
      refusals.add(
          place,
          "a parameter whose type is " + schema.path("type"),
          "write a string, an integer, a number, a boolean or, in a query, a list of them");
    }
    checkStyle(place, type.equals("array"));
  }

  private void checkList(Place place, JsonNode items) {
    String in = place.node().path("in").asText();
    if (!in.equals("query")) {
      refusals.add(place, "a list in a " + in, "write a single value");
    } else if (!SchemaConstructs.isOpenEnumeration(items)
        && !Set.of("string", "integer", "number", "boolean")
            .contains(items.path("type").asText())) {
      refusals.add(
          place,
          "a list of %s in a query".formatted(items.has("type") ? items.path("type") : items),
          "write items that are strings, integers, numbers or booleans");
    }
  }

  private void checkStyle(Place place, boolean list) {
    String in = place.node().path("in").asText();
    String usual = in.equals("query") ? "form" : "simple";
    String style = place.node().path("style").asText(usual);
    boolean delimited = Set.of("spaceDelimited", "pipeDelimited").contains(style);
    if (!style.equals(usual) && !(in.equals("query") && delimited)) {
      refusals.add(place, "the style " + style + " in a " + in, "leave the style out");
    } else if (delimited && !list) {
      refusals.add(place, "the style " + style + " of a single value", "leave the style out");
    } else if (delimited && place.node().path("explode").asBoolean()) {
      refusals.add(
          place,
          "the style " + style + " with explode",
          "leave one of them out: it separates the elements, or the parameter is repeated");
    }
  }

  void checkContent(Place place, boolean request) {
    List<String> types =
        place.node().path("content").propertyStream().map(Map.Entry::getKey).toList();
    if (types.size() > 1 || types.stream().anyMatch(type -> !type.equals("application/json"))) {
      refusals.add(place, "the content " + types, "write application/json alone");
    }
    if (request && types.isEmpty()) {
      refusals.add(place, "a request body without content", "write application/json");
    }
  }

  void checkMediaType(Place place) {
    if (!place.node().has("schema")) {
      refusals.add(place, "a body without a schema", "write its schema");
    }
    for (Map.Entry<String, JsonNode> example : place.node().path("examples").properties()) {
      if (Stream.of("value", "externalValue", "$ref").noneMatch(example.getValue()::has)) {
        refusals.add(
            place,
            "the example '" + example.getKey() + "' without a value",
            "write its value, or externalValue with the name of its file");
      }
    }
    if (place.node().has("example") && place.node().has("examples")) {
      refusals.add(place, "'example' beside 'examples'", "write it as one of the examples");
    }
  }

  private JsonNode resolve(JsonNode node) {
    JsonNode reference = node.get("$ref");
    return reference == null ? node : document.at(reference.asText().substring(1));
  }
}
