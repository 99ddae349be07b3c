package dev.ghbilling.spec.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a document into elements. Operations are identified by method and path, where the names of
 * path parameters don't count; path parameters by their place in it.
 */
final class DocumentReader {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}/]*)}");
  private static final String JSON_MEDIA_TYPE = "application/json";

  private final Description description;
  private final SchemaReader schemas;

  private DocumentReader(Description description) {
    this.description = description;
    this.schemas = new SchemaReader(description);
  }

  /** Everything that the document says of its operations, and of where and how to reach them. */
  static Element whole(Description description) {
    return at(path -> true, description);
  }

  /** The same of the operations at some paths only. */
  static Element at(Predicate<String> paths, Description description) {
    try {
      return new DocumentReader(description).document(paths);
    } catch (InvalidDocumentException e) {
      throw new InvalidDocumentException(description.name() + " " + e.getMessage());
    }
  }

  /** A path in which no placeholder has a name. */
  static String shape(String path) {
    return PLACEHOLDER.matcher(path).replaceAll("{}");
  }

  private Element document(Predicate<String> paths) {
    JsonNode document = description.document();
    Element.Builder into = new Element.Builder(Kind.DOCUMENT, "");
    for (JsonNode server : document.path("servers")) {
      Element.Builder child = new Element.Builder(Kind.SERVER, server.path("url").asText());
      rest(server, Set.of("url", "variables"), child);
      for (Map.Entry<String, JsonNode> variable : server.path("variables").properties()) {
        child.fact("variable " + variable.getKey(), withoutWords(variable.getValue()));
      }
      into.child(server.path("url").asText(), child.build());
    }
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      if (paths.test(path.getKey())) {
        path(path.getKey(), description.resolve(path.getValue()), into);
      }
    }
    into.factOf("openapi", document).factOf("info", document);
    if (document.has("tags")) {
      into.fact("descriptions of tags", document.get("tags"));
    }
    rest(
        document,
        Set.of("openapi", "info", "servers", "paths", "components", "security", "tags"),
        into);
    document
        .path("components")
        .path("securitySchemes")
        .properties()
        .forEach(
            scheme ->
                into.fact("security scheme " + scheme.getKey(), withoutWords(scheme.getValue())));
    return into.build();
  }

  private void path(String path, JsonNode item, Element.Builder into) {
    for (Map.Entry<String, JsonNode> entry : item.properties()) {
      if (METHODS.contains(entry.getKey())) {
        String method = entry.getKey().toUpperCase(Locale.ROOT);
        into.child(method + " " + shape(path), operation(method, path, item, entry.getValue()));
      }
    }
  }

  private Element operation(String method, String path, JsonNode item, JsonNode operation) {
    Element.Builder into = new Element.Builder(Kind.OPERATION, method + " " + path);
    into.fact("path", TextNode.valueOf(path));
    Map<String, JsonNode> parameters = new LinkedHashMap<>();
    for (JsonNode holder : List.of(item, operation)) {
      for (JsonNode reference : holder.path("parameters")) {
        JsonNode parameter = description.resolve(reference);
        parameters.put(identity(path, parameter), parameter);
      }
    }
    parameters.forEach((identity, parameter) -> into.child(identity, parameter(parameter)));

    if (operation.has("requestBody")) {
      JsonNode body = description.resolve(operation.get("requestBody"));
      Element.Builder child = new Element.Builder(Kind.BODY, "body");
      child.flag("required", body.path("required").asBoolean());
      content(body, child);
      rest(body, Set.of("required", "content"), child);
      into.child("", child.build());
    }
    for (Map.Entry<String, JsonNode> answer : operation.path("responses").properties()) {
      into.child(answer.getKey(), answer(answer.getKey(), description.resolve(answer.getValue())));
    }
    readAccess(operation, into);
    rest(operation, Set.of("parameters", "requestBody", "responses", "security", "x-tokens"), into);
    Set<String> elsewhere = new HashSet<>(METHODS);
    elsewhere.add("parameters");
    rest(item, elsewhere, into);
    return into.build();
  }

  private static String identity(String path, JsonNode parameter) {
    String name = parameter.path("name").asText();
    String in = parameter.path("in").asText();
    if (in.equals("path")) {
      Matcher placeholder = PLACEHOLDER.matcher(path);
      for (int place = 1; placeholder.find(); place++) {
        if (placeholder.group(1).equals(name)) {
          return "path " + place;
        }
      }
    }
    return in + " " + (in.equals("header") ? name.toLowerCase(Locale.ROOT) : name);
  }

  private Element parameter(JsonNode parameter) {
    return withSchema(
        Kind.PARAMETER,
        parameter.path("in").asText() + " " + parameter.path("name").asText(),
        parameter);
  }

  /** A parameter or header. */
  private Element withSchema(Kind kind, String name, JsonNode holder) {
    Element.Builder into = new Element.Builder(kind, name);
    into.flag("required", holder.path("required").asBoolean());
    into.flag("deprecated", holder.path("deprecated").asBoolean());
    String in = holder.path("in").asText("header");
    boolean form = in.equals("query") || in.equals("cookie");
    String style = holder.path("style").asText(form ? "form" : "simple");
    boolean explode = holder.path("explode").asBoolean(style.equals("form"));
    if (!style.equals(form ? "form" : "simple") || explode != form) {
      into.fact("style", TextNode.valueOf(style + (explode ? ", exploded" : "")));
    }
    rest(
        holder,
        Set.of("name", "in", "required", "deprecated", "style", "explode", "schema", "content"),
        into);
    if (holder.has("schema")) {
      schemas.read(holder.get("schema"), into);
    }
    content(holder, into);
    return into.build();
  }

  private Element answer(String status, JsonNode answer) {
    Element.Builder into = new Element.Builder(Kind.STATUS, status);
    for (Map.Entry<String, JsonNode> header : answer.path("headers").properties()) {
      into.child(
          header.getKey().toLowerCase(Locale.ROOT),
          withSchema(Kind.HEADER, header.getKey(), description.resolve(header.getValue())));
    }
    content(answer, into);
    rest(answer, Set.of("headers", "content"), into);
    return into.build();
  }

  private void content(JsonNode holder, Element.Builder into) {
    for (Map.Entry<String, JsonNode> content : holder.path("content").properties()) {
      Element.Builder child = new Element.Builder(Kind.MEDIA_TYPE, content.getKey());
      rest(content.getValue(), Set.of("schema"), child);
      schemas.read(content.getValue().path("schema"), child);
      into.child(content.getKey(), child.build());
    }
  }

  /** Who may call the operation, as sets that are compared without regard to their order. */
  private void readAccess(JsonNode operation, Element.Builder into) {
    JsonNode security =
        operation.has("security")
            ? operation.get("security")
            : description.document().get("security");
    if (security != null && !security.isEmpty()) {
      into.fact("security", unordered(security));
    }
    JsonNode tokens = operation.path("x-tokens");
    for (Map.Entry<String, JsonNode> entry : tokens.properties()) {
      into.fact("x-tokens " + entry.getKey(), unordered(entry.getValue()));
    }
  }

  /** The same with every list and object in it sorted, for lists that are sets. */
  private static JsonNode unordered(JsonNode node) {
    if (node.isArray()) {
      List<JsonNode> items = new ArrayList<>();
      node.forEach(item -> items.add(unordered(item)));
      items.sort(Comparator.comparing(JsonNode::toString));
      return JsonNodeFactory.instance.arrayNode().addAll(items);
    }
    if (!node.isObject()) {
      return node;
    }
    Map<String, JsonNode> sorted = new TreeMap<>();
    node.properties().forEach(entry -> sorted.put(entry.getKey(), unordered(entry.getValue())));
    return JsonNodeFactory.instance.objectNode().setAll(sorted);
  }

  /** Everything else that is said. */
  private static void rest(JsonNode holder, Set<String> read, Element.Builder into) {
    for (Map.Entry<String, JsonNode> entry : holder.properties()) {
      if (!read.contains(entry.getKey()) && !Keyword.isSilence(entry.getKey(), entry.getValue())) {
        into.fact(entry.getKey(), entry.getValue());
      }
    }
  }

  private static JsonNode withoutWords(JsonNode node) {
    ObjectNode copy = node.deepCopy();
    List<String> words = new ArrayList<>();
    copy.fieldNames()
        .forEachRemaining(
            name -> {
              if (Keyword.isWords(name)) {
                words.add(name);
              }
            });
    return copy.remove(words);
  }

  /** Whether a media type goes without saying. */
  static boolean isUsual(String mediaType) {
    return mediaType.equals(JSON_MEDIA_TYPE);
  }
}
