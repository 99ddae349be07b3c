package dev.ghbilling.spec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A contract: an OpenAPI 3.1 document in one file, read into operations whose references are
 * resolved. Immutable and safe for use by several threads.
 */
public final class Contract {
  private static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final JsonNode document;
  private final List<Operation> operations;
  private final Schemas schemas;
  private final Schemas closed;

  private Contract(JsonNode document) {
    this.document = document;
    this.operations = readOperations();
    this.schemas = new Schemas(document, false);
    this.closed = new Schemas(document, true);
  }

  /** Returns the contract of this version of ghbilling. */
  public static Contract bundled() {
    try (InputStream json = Contract.class.getResourceAsStream("openapi.json")) {
      if (json == null) {
        throw new IllegalStateException(
            "openapi.json, the bundled contract, is not on the class path");
      }
      return new Contract(ContractJson.MAPPER.readTree(json));
    } catch (IOException e) {
      throw new UncheckedIOException("the bundled contract can't be read", e);
    }
  }

  /** Reads a contract from a JSON file that refers to no other file. */
  public static Contract read(Path json) throws IOException {
    try (InputStream in = Files.newInputStream(json)) {
      return new Contract(ContractJson.MAPPER.readTree(in));
    }
  }

  /** Returns the contract of a document that refers to no other one. */
  public static Contract of(JsonNode document) {
    return new Contract(document);
  }

  /** Returns the whole document, which must not be changed. */
  public JsonNode document() {
    return document;
  }

  /** Returns all operations, in the order of the document. */
  public List<Operation> operations() {
    return operations;
  }

  /** Returns an operation by its id. */
  public Optional<Operation> operation(String id) {
    return operations.stream().filter(operation -> operation.id().equals(id)).findFirst();
  }

  /** Returns the operation that does something to the resources of a collection. */
  public Optional<Operation> operation(ResourceOperation.Action does, String collection) {
    return operations.stream()
        .filter(
            operation ->
                operation
                    .resource()
                    .filter(found -> found.does() == does && found.collection().equals(collection))
                    .isPresent())
        .findFirst();
  }

  /**
   * Returns the operation that lists what a path parameter identifies: the GET of the path before
   * the parameter, if what it lists has ids.
   *
   * @param operation the operation that has the parameter
   * @param parameter a parameter in the operation's path
   */
  public Optional<Operation> list(Operation operation, Parameter parameter) {
    String collection =
        operation.path().substring(0, operation.path().indexOf("/{" + parameter.name() + "}"));
    return operations.stream()
        .filter(other -> other.method().equals("GET") && other.path().equals(collection))
        .filter(Contract::showsIds)
        .findFirst();
  }

  /** Tells whether the items of a list have ids, unless there is nothing that shows it. */
  private static boolean showsIds(Operation list) {
    return list.success()
        .body()
        .flatMap(Body::example)
        .map(example -> !ids(example.value()).isEmpty())
        .orElse(true);
  }

  /**
   * Returns the ids in the response of an operation that lists things, in its order; empty if the
   * things have none.
   */
  public static List<String> ids(JsonNode list) {
    return Stream.concat(Stream.of(list), list.valueStream())
        .filter(member -> member.isArray() && member.path(0).path("id").isTextual())
        .findFirst()
        .map(items -> items.valueStream().map(item -> item.path("id").asText()).toList())
        .orElse(List.of());
  }

  /** Returns the values that a schema, or an alternative of it, enumerates; empty if none does. */
  public List<JsonNode> enumerated(JsonNode schema) {
    JsonNode resolved = resolve(schema);
    return Stream.concat(Stream.of(resolved), resolved.path("anyOf").valueStream())
        .flatMap(one -> resolve(one).path("enum").valueStream())
        .toList();
  }

  /**
   * Validates a value against a schema, formats included.
   *
   * @param schema a schema of a parameter or body of this contract
   * @return all contradictions; empty if the value is valid
   */
  public List<Violation> violations(JsonNode schema, JsonNode value) {
    return schemas.violations(schema, value);
  }

  /**
   * Validates a value that comes from whom the contract is written for, such as a request for a
   * server: a value that an open enumeration doesn't list is a contradiction, too.
   */
  public List<Violation> violationsOfKnown(JsonNode schema, JsonNode value) {
    return closed.violations(schema, value);
  }

  private List<Operation> readOperations() {
    List<Operation> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (String method : METHODS) {
        JsonNode operation = path.getValue().get(method);
        if (operation != null) {
          found.add(readOperation(path.getKey(), path.getValue(), method, operation));
        }
      }
    }
    return List.copyOf(found);
  }

  private Operation readOperation(String path, JsonNode item, String method, JsonNode operation) {
    String id = operation.path("operationId").asText();
    List<Parameter> parameters = new ArrayList<>();
    item.path("parameters").forEach(parameter -> parameters.add(readParameter(parameter)));
    operation.path("parameters").forEach(parameter -> parameters.add(readParameter(parameter)));

    SortedMap<Integer, ContractResponse> responses = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : operation.path("responses").properties()) {
      int status = Integer.parseInt(entry.getKey());
      JsonNode response = resolve(entry.getValue());
      responses.put(
          status,
          new ContractResponse(
              status,
              response.path("description").asText(),
              readBody(response, id + "." + status + ".json")));
    }

    JsonNode body = operation.get("requestBody");
    return new Operation(
        id,
        method.toUpperCase(Locale.ROOT),
        path,
        operation.path("tags").path(0).asText(),
        List.copyOf(parameters),
        body == null ? Optional.empty() : readBody(resolve(body), id + ".request.json"),
        body != null && resolve(body).path("required").asBoolean(),
        responses,
        ResourceOperation.of(path, operation),
        operation);
  }

  private Parameter readParameter(JsonNode reference) {
    JsonNode parameter = resolve(reference);
    return Parameter.of(parameter, withItems(resolve(parameter.path("schema"))));
  }

  /** Returns the schema of a list with that of its items in place of a reference. */
  private JsonNode withItems(JsonNode schema) {
    return schema.path("items").has("$ref")
        ? ((ObjectNode) schema.deepCopy()).set("items", resolve(schema.path("items")))
        : schema;
  }

  /**
   * Reads the body of a request or a response.
   *
   * @param file the name of the file of an example that stands in the contract itself
   */
  private Optional<Body> readBody(JsonNode holder, String file) {
    for (Map.Entry<String, JsonNode> content : holder.path("content").properties()) {
      JsonNode media = content.getValue();
      List<Example> examples = new ArrayList<>();
      if (media.has("example")) {
        examples.add(new Example("/example", file, media.path("example")));
      }
      for (Map.Entry<String, JsonNode> entry : media.path("examples").properties()) {
        JsonNode example = resolve(entry.getValue());
        examples.add(
            new Example(
                "/examples/" + entry.getKey().replace("~", "~0").replace("/", "~1"),
                example.path("x-file").asText(file),
                example.path("value")));
      }
      return Optional.of(new Body(content.getKey(), media.path("schema"), examples));
    }
    return Optional.empty();
  }

  /**
   * Returns the schema of a place in the documents of a schema, which is no reference; empty if the
   * schema describes no such place. In the place, a number is that element of an array, and {@code
   * *} every element or value.
   */
  public Optional<JsonNode> schemaAt(JsonNode schema, JsonPointer place) {
    JsonNode resolved = resolve(schema);
    if (resolved.isMissingNode() || place.matches()) {
      return Optional.of(resolved).filter(found -> !found.isMissingNode());
    }
    String name = place.getMatchingProperty();
    JsonNode properties = resolved.path("properties");
    JsonNode next = properties.path(name);
    boolean element = place.mayMatchElement() && resolved.has("items");
    if (next.isMissingNode() && (element || name.equals("*"))) {
      next = resolved.path(resolved.has("items") ? "items" : "additionalProperties");
      if (next.isMissingNode() && !properties.isEmpty()) {
        next = properties.iterator().next();
      }
    }
    return schemaAt(next, place.tail());
  }

  /**
   * Returns the schema that a reference leads to, or the schema itself.
   *
   * @throws IllegalArgumentException when the reference leads nowhere
   */
  public JsonNode resolve(JsonNode node) {
    JsonNode reference = node.get("$ref");
    if (reference == null) {
      return node;
    }
    String text = reference.asText();
    JsonNode target = text.startsWith("#") ? document.at(text.substring(1)) : document.path(text);
    if (target.isMissingNode()) {
      throw new IllegalArgumentException("the contract has no " + text + ", which it refers to");
    }
    return resolve(target);
  }
}
