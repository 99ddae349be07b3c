package dev.ghbilling.polyglot;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.ContractResponse;
import dev.ghbilling.spec.Example;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Pagination;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Parameter.Location;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.SampleValues;
import dev.ghbilling.spec.Selects;
import dev.ghbilling.spec.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Derives vectors from the contract, so that a new operation has them at once. */
final class DerivedVectors {
  /** The only token that the sandbox accepts. */
  static final String TOKEN = "a-token-of-the-vectors";

  private static final String ODD_TEXT = "a b/c?d#e%2F\u00e9+;=&@:,'";

  private final Contract contract;
  private final SampleDocument sample;

  DerivedVectors(Contract contract) {
    this.contract = contract;
    this.sample = new SampleDocument(contract);
  }

  List<Vector> all() {
    return contract.operations().stream().flatMap(operation -> of(operation).stream()).toList();
  }

  private List<Vector> of(Operation operation) {
    List<Vector> vectors = new ArrayList<>();
    vectors.add(documented(operation));
    operation
        .pagination()
        .flatMap(pages -> example(operation.success()).map(whole -> pages(operation, pages, whole)))
        .ifPresent(vectors::addAll);
    if (!operation.parameters(Location.QUERY).isEmpty()) {
      ObjectNode parameters = usual(operation);
      for (Parameter parameter : operation.parameters(Location.QUERY)) {
        parameters.set(parameter.name(), sample.value(parameter));
      }
      vectors.add(scripted(operation, "every-parameter", parameters, operation.success()));
    }
    ObjectNode odd = usual(operation);
    operation.parameters(Location.PATH).stream()
        .filter(parameter -> parameter.schema().path("type").asText().equals("string"))
        .filter(
            parameter -> !parameter.schema().has("format") && !parameter.schema().has("pattern"))
        .forEach(parameter -> odd.put(parameter.name(), ODD_TEXT));
    if (!odd.equals(usual(operation))) {
      vectors.add(scripted(operation, "odd-path", odd, operation.success()));
    }
    for (ContractResponse response : operation.responses().values()) {
      vectors.add(scripted(operation, response.status() + "-extreme", usual(operation), response));
    }
    return vectors;
  }

  /**
   * Adds the documented call. The sandbox responds by itself to calls that only read and neither
   * depend on the current day nor show a resource, which the example of its list may show
   * otherwise; to others it sends the documented example.
   */
  private Vector documented(Operation operation) {
    ContractResponse success = operation.success();
    boolean alwaysTheSame =
        operation.method().equals("GET")
            && operation.resource().flatMap(ResourceOperation::parameter).isEmpty()
            && operation.parameters().stream()
                .noneMatch(parameter -> parameter.node().has("x-selects"));
    Optional<JsonNode> example = example(success);
    Optional<VectorResponse> response =
        alwaysTheSame && example.isPresent()
            ? Optional.empty()
            : Optional.of(script(success, example.map(JsonNode::toString)));
    return new Vector(
        operation.id() + "/documented",
        operation,
        TOKEN,
        usual(operation),
        body(operation, false),
        response,
        success.status(),
        example.or(() -> response.flatMap(DerivedVectors::parsed)));
  }

  /** Adds one call for each page of one item, and one for the empty page after the last. */
  private List<Vector> pages(Operation operation, Pagination pagination, JsonNode whole) {
    List<Vector> pages = new ArrayList<>();
    JsonNode items = whole.at(pagination.items());
    for (int page = 1; page <= items.size() + 1; page++) {
      ObjectNode parameters = usual(operation);
      parameters.put(pagination.perPage(), 1).put(pagination.page(), page);
      JsonNode expected = whole.deepCopy();
      if (!(expected.at(pagination.items()) instanceof ArrayNode kept)) {
        throw new IllegalStateException(operation + " has no items at " + pagination.items());
      }
      kept.removeAll();
      if (page <= items.size()) {
        kept.add(items.get(page - 1));
      }
      if (!pagination.hasNext().isEmpty()) {
        set(
            expected,
            JsonPointer.compile(pagination.hasNext()),
            BooleanNode.valueOf(page < items.size()));
      }
      pages.add(
          new Vector(
              "%s/page-%d-of-%d".formatted(operation.id(), page, items.size()),
              operation,
              TOKEN,
              parameters,
              body(operation, false),
              Optional.empty(),
              operation.success().status(),
              Optional.of(expected)));
    }
    return pages;
  }

  private Vector scripted(
      Operation operation, String name, ObjectNode parameters, ContractResponse response) {
    boolean extreme = name.endsWith("-extreme");
    boolean complete = extreme || name.equals("every-parameter");
    Optional<String> text =
        complete
            ? response.body().map(body -> sampleOf(operation, body))
            : example(response).map(JsonNode::toString);
    VectorResponse scripted =
        script(
            response,
            response.equals(operation.success())
                ? text.map(json -> fitting(operation, parameters, json))
                : text);
    return new Vector(
        operation.id() + "/" + name,
        operation,
        TOKEN,
        parameters,
        body(operation, extreme && response.equals(operation.success())),
        Optional.of(scripted),
        response.status(),
        parsed(scripted));
  }

  /**
   * Returns a response that is about what was asked for, as a client may check: without the items
   * that the parameters don't select, with what the document itself repeats, and with the requested
   * id.
   */
  private static String fitting(Operation operation, ObjectNode parameters, String json) {
    if (!(parse(json) instanceof ObjectNode document)) {
      return json;
    }
    ObjectNode original = document.deepCopy();
    for (Parameter parameter : operation.parameters(Location.QUERY)) {
      Optional<Selects> selects = Selects.of(parameter).filter(Selects::isShown);
      JsonNode value = parameters.get(parameter.name());
      if (selects.isEmpty() || value == null) {
        continue;
      }
      if (selects.get().isOfDocument()) {
        set(document, selects.get().by(), value);
      } else if (document.at(selects.get().items()) instanceof ArrayNode items) {
        items.removeAll();
      }
    }
    String path = operation.path();
    String last = path.substring(path.lastIndexOf('/') + 1).replaceAll("[{}]", "");
    if (document.has("id") && parameters.has(last)) {
      document.set("id", parameters.get(last));
    }
    return document.equals(original) ? json : document.toString();
  }

  private static void set(JsonNode document, JsonPointer place, JsonNode value) {
    if (document.at(place.head()) instanceof ObjectNode parent) {
      parent.set(place.last().getMatchingProperty(), value);
    }
  }

  private VectorResponse script(ContractResponse response, Optional<String> text) {
    return text.or(() -> response.body().map(body -> sampleOf(null, body)))
        .map(json -> VectorResponse.json(response.status(), json))
        .orElseGet(() -> new VectorResponse(response.status(), "", ""));
  }

  /** Creates a valid document with values that are hard to represent. */
  private String sampleOf(@Nullable Operation operation, Body body) {
    JsonNode shown = body.example().map(Example::value).orElseGet(MissingNode::getInstance);
    String text = sample.of(body.schema(), shown);
    List<Violation> violations = contract.violations(body.schema(), parse(text));
    if (!violations.isEmpty()) {
      throw new IllegalStateException(operation + ": " + violations + " in " + text);
    }
    return text;
  }

  /** Returns the request body: the documented example, or values that are hard to represent. */
  Optional<JsonNode> body(Operation operation, boolean extreme) {
    return operation
        .requestBody()
        .map(
            body ->
                body.example().isPresent() && !extreme
                    ? body.example().get().value()
                    : parse(sampleOf(operation, body)));
  }

  /** Returns the required parameters, with values from the documented examples. */
  ObjectNode usual(Operation operation) {
    ObjectNode parameters = ContractJson.MAPPER.createObjectNode();
    for (Parameter parameter : operation.parameters()) {
      if (parameter.in() == Location.PATH) {
        parameters.set(parameter.name(), pathValue(operation, parameter));
      } else if (parameter.in() == Location.QUERY && parameter.required()) {
        parameters.set(parameter.name(), sample.value(parameter));
      }
    }
    return parameters;
  }

  private JsonNode pathValue(Operation operation, Parameter parameter) {
    return new SampleValues(contract)
        .exemplified(operation, parameter)
        .map(parameter::parse)
        .orElseGet(() -> sample.value(parameter));
  }

  private static Optional<JsonNode> example(ContractResponse response) {
    return response.body().flatMap(Body::example).map(Example::value);
  }

  private static Optional<JsonNode> parsed(VectorResponse response) {
    return response.text().isEmpty() ? Optional.empty() : Optional.of(parse(response.text()));
  }

  private static JsonNode parse(String json) {
    try {
      return ContractJson.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(json, e);
    }
  }
}
