package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.check.Rejection;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.SampleValues;
import dev.ghbilling.spec.SampleValues.Boundary;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Checks that the server rejects request bodies that are missing, malformed or incomplete, have
 * wrong types or formats, or exceed a bound, and takes the bound itself.
 */
public final class BodyAspect implements Aspect {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** A text that has none of the formats. */
  private static final JsonNode MALFORMED = TextNode.valueOf("not-one");

  /** A day that a lenient reader takes for one of March. */
  private static final String NO_DAY = "-02-30";

  /** A day after those that {@link #NO_DAY} may be taken for. */
  private static final String LATER_DAY = "-03-05";

  /** A day without hyphens, which is the other form of ISO 8601. */
  private static final String BASIC_DAY = "0305";

  private static final int YEAR_LENGTH = 4;

  private static final BigDecimal FRACTION = new BigDecimal("99.5");
  private static final BigDecimal HALF = new BigDecimal("0.5");

  /** A letter that has two bytes in UTF-8. */
  private static final String LETTER = "\u00e4";

  @Override
  public void derive(Operation operation, Checklist checklist) {
    operation
        .requestBody()
        .ifPresent(
            body -> {
              String clause = Clause.requestBody(operation);
              if (operation.requestBodyRequired()) {
                add(
                    checklist,
                    operation,
                    "body/missing",
                    clause,
                    request -> request.withBody(Optional.empty()));
              }
              add(
                  checklist,
                  operation,
                  "body/malformed",
                  clause,
                  request -> request.withBody(Optional.of("{")));
              JsonNode schema = checklist.contract().resolve(body.schema());
              if (SampleValues.type(schema).equals("object")) {
                add(
                    checklist,
                    operation,
                    "body/list",
                    clause,
                    request -> request.withBody(request.body().map("[%s]"::formatted)));
              }
              if (!checklist.contract().violations(schema, JSON.objectNode()).isEmpty()
                  && schema.has("properties")
                  && schema.path("required").isEmpty()) {
                addChanged(checklist, operation, "body/none", ObjectNode::removeAll);
              }
              List<String> notNull =
                  schema
                      .path("properties")
                      .propertyStream()
                      .filter(property -> refusesNull(checklist, property.getValue()))
                      .map(Map.Entry::getKey)
                      .toList();
              if (!notNull.isEmpty()) {
                addChanged(
                    checklist, operation, "body/null", object -> notNull.forEach(object::putNull));
              }
              new SchemaWalk(operation, checklist).visit(schema, List.of());
            });
  }

  private static boolean refusesNull(Checklist checklist, JsonNode schema) {
    return !checklist.contract().violations(schema, JSON.nullNode()).isEmpty();
  }

  /** A traversal of the schema of a body that adds checks for the properties of its objects. */
  private record SchemaWalk(Operation operation, Checklist checklist) {
    /**
     * Visits the schema of an object.
     *
     * @param parents the names of the properties that lead to it
     */
    void visit(JsonNode schema, List<String> parents) {
      SampleValues samples = new SampleValues(checklist.contract());
      for (JsonNode key : schema.path("required")) {
        add("required", parents, key.asText(), object -> object.remove(key.asText()));
      }
      for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
        String key = property.getKey();
        JsonNode own = checklist.contract().resolve(property.getValue());
        JsonNode wrong = samples.ofWrongType(own);
        if (!checklist.contract().violations(own, wrong).isEmpty()) {
          add("type", parents, key, object -> object.set(key, wrong));
        }
        if (own.has("enum")) {
          add("enum", parents, key, object -> object.put(key, SampleValues.UNKNOWN_ID));
        }
        if (own.path("format").asText().equals("date")) {
          addDate(schema.path("properties"), parents, key);
        } else if (refuses(own, MALFORMED)) {
          add("format", parents, key, object -> object.set(key, MALFORMED));
        }
        JsonNode fraction = fraction(samples.boundaries(own));
        if (refuses(own, fraction)) {
          add("fraction", parents, key, object -> object.set(key, fraction));
        }
        JsonNode wrongItems = JSON.arrayNode().add(samples.ofWrongType(own.path("items")));
        if (own.has("items") && refuses(own, wrongItems)) {
          add("items", parents, key, object -> object.set(key, wrongItems));
        }
        for (Boundary boundary : samples.boundaries(own)) {
          addBound(
              boundary.keyword(),
              parents,
              key,
              DecimalNode.valueOf(boundary.allowed()),
              DecimalNode.valueOf(boundary.refused()));
        }
        if (own.has("maxLength")) {
          int most = own.path("maxLength").asInt();
          addBound(
              "maxLength",
              parents,
              key,
              TextNode.valueOf(LETTER.repeat(most)),
              TextNode.valueOf("x".repeat(most + 1)));
        }
        if (own.has("properties")) {
          visit(own, Stream.concat(parents.stream(), Stream.of(key)).toList());
        }
      }
    }

    /**
     * Adds a check with a day that doesn't exist or, for every second date of an object, with one
     * in another form. The other dates are later, so that a range isn't refused for its order.
     */
    private void addDate(JsonNode properties, List<String> parents, String key) {
      List<String> dates =
          properties
              .propertyStream()
              .filter(
                  one ->
                      checklist
                          .contract()
                          .resolve(one.getValue())
                          .path("format")
                          .asText()
                          .equals("date"))
              .map(Map.Entry::getKey)
              .toList();
      String wrong = dates.indexOf(key) % 2 == 0 ? NO_DAY : BASIC_DAY;
      add(
          "format",
          parents,
          key,
          object -> {
            // The year of the request, since a server may refuse what is older.
            String year =
                dates.stream()
                    .map(date -> object.path(date).asText())
                    .max(Comparator.naturalOrder())
                    .orElse("");
            year = year.substring(0, Math.min(YEAR_LENGTH, year.length()));
            for (String date : dates) {
              if (object.has(date)) {
                object.put(date, year + LATER_DAY);
              }
            }
            object.put(key, year + wrong);
          });
    }

    /**
     * Returns a fraction within bounds, so that the number before its point is within them, too.
     */
    private static JsonNode fraction(List<Boundary> bounds) {
      BigDecimal fraction = FRACTION;
      for (Boundary bound : bounds) {
        fraction =
            bound.keyword().equals("minimum")
                ? fraction.max(bound.allowed().add(HALF))
                : fraction.min(bound.allowed().subtract(HALF));
      }
      return DecimalNode.valueOf(fraction);
    }

    /** Tells whether a schema refuses a value that is of its type, or a number that is. */
    private boolean refuses(JsonNode schema, JsonNode value) {
      String type = value.isNumber() ? "integer" : value.isTextual() ? "string" : "array";
      return SampleValues.type(schema).equals(type)
          && !checklist.contract().violations(schema, value).isEmpty();
    }

    private void add(String fault, List<String> parents, String key, Consumer<ObjectNode> change) {
      addChanged(
          checklist,
          operation,
          aspect(fault, parents, key),
          body -> change.accept(at(body, parents)));
    }

    private static String aspect(String fault, List<String> parents, String key) {
      String name = String.join(".", parents) + (parents.isEmpty() ? "" : ".") + key;
      return "body/%s/%s".formatted(fault, name);
    }

    /** Adds a check that the last value that a schema allows is taken, and the next one isn't. */
    private void addBound(
        String keyword, List<String> parents, String key, JsonNode allowed, JsonNode refused) {
      if (!parents.isEmpty() || !CreatedResource.isOwn(checklist.contract(), operation)) {
        add(keyword, parents, key, object -> object.set(key, refused));
        return;
      }
      UnaryOperator<OperationRequest> bound = changing(body -> body.set(key, allowed));
      UnaryOperator<OperationRequest> beyond = changing(body -> body.set(key, refused));
      checklist.add(
          operation,
          aspect(keyword, parents, key),
          Clause.requestBody(operation),
          new Rejection(
              operation,
              Rejection.INVALID_INPUT,
              context ->
                  // Elsewhere a budget of 0 might stop somebody's usage.
                  context.server().isLoopback()
                      ? showing(
                          context.response(bound.apply(context.request(operation))), key, allowed)
                      : context.defaultResponse(operation),
              context -> beyond.apply(context.request(operation))));
    }

    /** Expects a successful response to show a value if it shows the property. */
    private OperationResponse showing(OperationResponse response, String key, JsonNode value) {
      if (response.isSuccessful()) {
        JsonNode shown = response.json().at(operation.resource().orElseThrow().item()).path(key);
        if (!shown.isMissingNode()
            && !JsonValues.normalized(shown).equals(JsonValues.normalized(value))) {
          Verdict.failed(response.request(), key + " " + value, shown.toString()).orThrow();
        }
      }
      return response;
    }

    /** Returns an object within a body, with a valid value if the body has none. */
    private ObjectNode at(ObjectNode body, List<String> parents) {
      JsonNode schema = operation.requestBody().orElseThrow().schema();
      ObjectNode object = body;
      for (String parent : parents) {
        schema = checklist.contract().resolve(schema).path("properties").path(parent);
        if (!(object.path(parent) instanceof ObjectNode)) {
          object.set(parent, new SampleValues(checklist.contract()).valid(schema, parent));
        }
        object = object.withObjectProperty(parent);
      }
      return object;
    }
  }

  private static void addChanged(
      Checklist checklist, Operation operation, String aspect, Consumer<ObjectNode> change) {
    add(checklist, operation, aspect, Clause.requestBody(operation), changing(change));
  }

  private static UnaryOperator<OperationRequest> changing(Consumer<ObjectNode> change) {
    return request -> request.withBody(request.body().map(body -> changed(body, change)));
  }

  private static void add(
      Checklist checklist,
      Operation operation,
      String aspect,
      String clause,
      UnaryOperator<OperationRequest> fault) {
    checklist.add(
        operation, aspect, clause, Rejection.of(operation, Rejection.INVALID_INPUT, fault));
  }

  private static String changed(String body, Consumer<ObjectNode> change) {
    try {
      if (ContractJson.MAPPER.readTree(body) instanceof ObjectNode object) {
        change.accept(object);
        return object.toString();
      }
      throw new CheckEndedException(
          Verdict.couldNotRun("the request body is not a JSON object; check --body"));
    } catch (JsonProcessingException e) {
      throw new CheckEndedException(
          Verdict.couldNotRun("the request body is not JSON; check --body"));
    }
  }
}
