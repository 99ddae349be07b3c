package dev.ghbilling.spec.compare.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collections;
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
 * A reader of documents into elements.
 *
 * <p>An operation is identified by its method and its path without the names of path parameters, a
 * path parameter by its position in the path.
 */
public final class DocumentReader {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}/]*)}");

  private final OpenApiDocument document;
  private final SchemaReader schemas;

  private DocumentReader(OpenApiDocument document) {
    this.document = document;
    this.schemas = new SchemaReader(document);
  }

  /**
   * Reads a document as a whole.
   *
   * @throws InvalidDocumentException if it can't be compared
   */
  public static Element read(OpenApiDocument document) {
    return read(document, path -> true);
  }

  /**
   * Reads a document, but of its operations only those at some paths.
   *
   * @throws InvalidDocumentException if it can't be compared
   */
  public static Element read(OpenApiDocument document, Predicate<String> paths) {
    try {
      return new DocumentReader(document).read(paths);
    } catch (InvalidDocumentException e) {
      throw new InvalidDocumentException(document.name() + " " + e.getMessage(), e);
    }
  }

  /** Returns a path without the names of its parameters, as {@code /budgets/{}}. */
  public static String shape(String path) {
    return PLACEHOLDER.matcher(path).replaceAll("{}");
  }

  private Element read(Predicate<String> paths) {
    JsonNode json = document.json();
    Element.Builder into = new Element.Builder(ElementKind.DOCUMENT, "");
    for (JsonNode server : json.path("servers")) {
      Element.Builder child = new Element.Builder(ElementKind.SERVER, server.path("url").asText());
      readOthers(server, Set.of("url", "variables"), child);
      for (Map.Entry<String, JsonNode> variable : server.path("variables").properties()) {
        child.fact("variable " + variable.getKey(), withoutAnnotations(variable.getValue()));
      }
      into.child(server.path("url").asText(), child.build());
    }
    for (Map.Entry<String, JsonNode> path : json.path("paths").properties()) {
      if (paths.test(path.getKey())) {
        readPath(path.getKey(), document.resolve(path.getValue()), into);
      }
    }
    if (json.has("tags")) {
      into.fact("descriptions of tags", json.get("tags"));
    }
    readOthers(json, Set.of("servers", "paths", "components", "security", "tags"), into);
    for (Map.Entry<String, JsonNode> scheme :
        json.path("components").path("securitySchemes").properties()) {
      into.fact("security scheme " + scheme.getKey(), withoutAnnotations(scheme.getValue()));
    }
    return into.build();
  }

  private void readPath(String path, JsonNode item, Element.Builder into) {
    for (Map.Entry<String, JsonNode> entry : item.properties()) {
      if (METHODS.contains(entry.getKey())) {
        String method = entry.getKey().toUpperCase(Locale.ROOT);
        into.child(method + " " + shape(path), operation(method, path, item, entry.getValue()));
      }
    }
  }

  private Element operation(String method, String path, JsonNode item, JsonNode operation) {
    Element.Builder into = new Element.Builder(ElementKind.OPERATION, method + " " + path);
    into.fact("path", TextNode.valueOf(path));
    Map<String, JsonNode> parameters = new LinkedHashMap<>();
    for (JsonNode holder : List.of(item, operation)) {
      for (JsonNode reference : holder.path("parameters")) {
        JsonNode parameter = document.resolve(reference);
        parameters.put(identity(path, parameter), parameter);
      }
    }
    parameters.forEach((identity, parameter) -> into.child(identity, parameter(parameter)));

    if (operation.has("requestBody")) {
      JsonNode body = document.resolve(operation.get("requestBody"));
      Element.Builder child = new Element.Builder(ElementKind.BODY, "body");
      child.flag("required", body.path("required").asBoolean());
      content(body, child);
      readOthers(body, Set.of("required", "content"), child);
      into.child("", child.build());
    }
    for (Map.Entry<String, JsonNode> entry : operation.path("responses").properties()) {
      JsonNode response = document.resolve(entry.getValue());
      into.child(entry.getKey(), response(entry.getKey(), response));
    }
    readAccess(operation, into);
    if (operation.has("x-rules")) {
      into.fact("x-rules", unordered(operation.get("x-rules")));
    }
    readOthers(
        operation,
        Set.of("parameters", "requestBody", "responses", "security", "x-rules", "x-tokens"),
        into);
    Set<String> elsewhere = new HashSet<>(METHODS);
    elsewhere.add("parameters");
    readOthers(item, elsewhere, into);
    return into.build();
  }

  private static String identity(String path, JsonNode parameter) {
    String name = parameter.path("name").asText();
    String in = parameter.path("in").asText();
    if (in.equals("path")) {
      Matcher placeholder = PLACEHOLDER.matcher(path);
      for (int position = 1; placeholder.find(); position++) {
        if (placeholder.group(1).equals(name)) {
          return "path " + position;
        }
      }
    }
    return in + " " + (in.equals("header") ? name.toLowerCase(Locale.ROOT) : name);
  }

  private Element parameter(JsonNode parameter) {
    return withSchema(
        ElementKind.PARAMETER,
        parameter.path("in").asText() + " " + parameter.path("name").asText(),
        parameter);
  }

  /** Reads a parameter or a header. */
  private Element withSchema(ElementKind kind, String name, JsonNode holder) {
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
    readOthers(
        holder,
        Set.of("name", "in", "required", "deprecated", "style", "explode", "schema", "content"),
        into);
    if (holder.has("schema")) {
      schemas.read(holder.get("schema"), into);
    }
    content(holder, into);
    return into.build();
  }

  private Element response(String status, JsonNode response) {
    Element.Builder into = new Element.Builder(ElementKind.STATUS, status);
    for (Map.Entry<String, JsonNode> header : response.path("headers").properties()) {
      into.child(
          header.getKey().toLowerCase(Locale.ROOT),
          withSchema(ElementKind.HEADER, header.getKey(), document.resolve(header.getValue())));
    }
    content(response, into);
    readOthers(response, Set.of("headers", "content"), into);
    return into.build();
  }

  private void content(JsonNode holder, Element.Builder into) {
    List<String> essences = new ArrayList<>();
    holder
        .path("content")
        .fieldNames()
        .forEachRemaining(name -> essences.add(MediaTypeName.parse(name).essence()));
    for (Map.Entry<String, JsonNode> content : holder.path("content").properties()) {
      MediaTypeName type = MediaTypeName.parse(content.getKey());
      // Parameters tell media types apart only where there are several of one type.
      boolean isOnly = Collections.frequency(essences, type.essence()) == 1;
      boolean isToldApart = !isOnly && !type.parameters().isEmpty();
      String name = isToldApart ? content.getKey() : type.essence();
      Element.Builder child = new Element.Builder(ElementKind.MEDIA_TYPE, name);
      if (!isToldApart) {
        type.describe(child);
      }
      readOthers(content.getValue(), Set.of("schema"), child);
      schemas.read(content.getValue().path("schema"), child);
      into.child(isToldApart ? type.toString() : name, child.build());
    }
  }

  /** Reads who may call an operation, as sets whose order doesn't matter. */
  private void readAccess(JsonNode operation, Element.Builder into) {
    JsonNode security =
        operation.has("security") ? operation.get("security") : document.json().get("security");
    if (security != null && !security.isEmpty()) {
      into.fact("security", unordered(security));
    }
    JsonNode tokens = operation.path("x-tokens");
    for (Map.Entry<String, JsonNode> entry : tokens.properties()) {
      into.fact("x-tokens " + entry.getKey(), unordered(entry.getValue()));
    }
  }

  /** Returns a copy in which all lists and objects are sorted. */
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

  /** Adds the keywords that nothing else reads as facts. */
  private static void readOthers(JsonNode holder, Set<String> handled, Element.Builder into) {
    for (Map.Entry<String, JsonNode> entry : holder.properties()) {
      if (!handled.contains(entry.getKey())
          && !Keywords.isDefault(entry.getKey(), entry.getValue())) {
        into.fact(entry.getKey(), entry.getValue());
      }
    }
  }

  private static JsonNode withoutAnnotations(JsonNode node) {
    ObjectNode copy = node.deepCopy();
    copy.properties().removeIf(entry -> Keywords.isAnnotation(entry.getKey()));
    return copy;
  }
}
