package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.check.Rejection;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.SampleValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Checks what a server makes of bodies that JSON allows, and which programs read in different ways:
 * texts with a NUL or half of a surrogate pair, and a key that occurs twice. The server may reject
 * such a body. If it creates something of it, that has to have the value, or one of the two.
 */
public final class BodyTextAspect implements Aspect {
  /** Escapes, and the characters that they stand for. */
  private static final List<Escape> ESCAPES =
      List.of(new Escape("\\u0000", "\0"), new Escape("\\ud83d", "\ud83d"));

  private record Escape(String written, String read) {}

  private static final String PLACE = "PLACE";

  @Override
  public void derive(Operation operation, Checklist checklist) {
    Contract contract = checklist.contract();
    if (!isCreation(contract, operation)) {
      return;
    }
    name(contract, operation)
        .ifPresent(
            key ->
                checklist.add(
                    operation,
                    "body/characters",
                    Clause.requestBody(operation),
                    context -> characters(context, operation, key)));
    // Of one operation, since one reader of JSON usually is for all of them.
    boolean first =
        contract.operations().stream()
            .filter(other -> isCreation(contract, other) && doubled(contract, other).isPresent())
            .findFirst()
            .filter(operation::equals)
            .isPresent();
    if (first) {
      String key = doubled(contract, operation).orElseThrow();
      checklist.add(
          operation,
          "body/duplicate",
          Clause.rfc(8259, "4"),
          context -> duplicate(context, operation, key));
    }
  }

  /** Tells whether an operation creates what the run can delete. */
  private static boolean isCreation(Contract contract, Operation operation) {
    return CreatedResource.isOwn(contract, operation)
        && operation.resource().filter(one -> one.does() == Action.CREATE).isPresent();
  }

  private static Optional<String> doubled(Contract contract, Operation operation) {
    return property(
        contract,
        operation,
        schema ->
            isFreeText(schema)
                || (SampleValues.type(schema).equals("integer") && !schema.has("maximum")));
  }

  /** Returns the property that nothing else in the body gives a meaning: a unique name. */
  private static Optional<String> name(Contract contract, Operation operation) {
    Optional<String> unique =
        operation
            .resource()
            .flatMap(ResourceOperation::unique)
            .map(JsonPointer::getMatchingProperty);
    return unique.flatMap(
        name -> property(contract, operation, BodyTextAspect::isFreeText).filter(name::equals));
  }

  private static boolean isFreeText(JsonNode schema) {
    return SampleValues.type(schema).equals("string")
        && List.of("enum", "format", "pattern").stream().noneMatch(schema::has);
  }

  /** Returns the first property of an operation's body whose schema is of a kind. */
  private static Optional<String> property(
      Contract contract, Operation operation, Predicate<JsonNode> kind) {
    return operation.requestBody().stream()
        .flatMap(body -> contract.resolve(body.schema()).path("properties").propertyStream())
        .filter(property -> kind.test(contract.resolve(property.getValue())))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static Verdict characters(CheckContext context, Operation operation, String key)
      throws InterruptedException {
    if (!context.server().isLoopback()) {
      return Verdict.notApplicable("such texts are only sent to a server on this machine");
    }
    context.successfulResponse(operation);
    OperationRequest request = context.request(operation);
    ObjectNode body = body(request);
    for (Escape one : ESCAPES) {
      String written = body.put(key, "ghbilling" + PLACE + "text").toString();
      OperationRequest unusual =
          request.withBody(Optional.of(written.replace(PLACE, one.written())));
      JsonNode text = TextNode.valueOf("ghbilling" + one.read() + "text");
      created(context, unusual, key, List.of(text));
    }
    return Verdict.passed();
  }

  private static Verdict duplicate(CheckContext context, Operation operation, String key)
      throws InterruptedException {
    if (!context.server().isLoopback()) {
      return Verdict.notApplicable("such a body is only sent to a server on this machine");
    }
    context.successfulResponse(operation);
    OperationRequest request = context.distinct(context.request(operation));
    ObjectNode body = body(request);
    JsonNode value = body.path(key);
    JsonNode other =
        value.isTextual()
            ? TextNode.valueOf(value.asText() + " once more")
            : IntNode.valueOf(value.asInt() + 1);
    String twice = "{\"%s\":%s,%s".formatted(key, other, body.toString().substring(1));
    created(context, request.withBody(Optional.of(twice)), key, List.of(value, other));
    return Verdict.passed();
  }

  private static ObjectNode body(OperationRequest request) {
    try {
      if (ContractJson.MAPPER.readTree(request.body().orElse("")) instanceof ObjectNode body) {
        return body;
      }
    } catch (JsonProcessingException e) {
      // Not an object either.
    }
    throw new CheckEndedException(
        Verdict.couldNotRun("the request body is not a JSON object; check --body"));
  }

  /**
   * Sends a request, and deletes what it creates.
   *
   * @param values the values that the new resource may have in the property
   * @throws CheckEndedException failed, when the server neither rejects the request nor creates a
   *     resource with one of the values, the same one in the response and when it is read
   */
  private static void created(
      CheckContext context, OperationRequest request, String key, List<JsonNode> values)
      throws InterruptedException {
    OperationResponse response = context.send(request);
    if (Rejection.INVALID_INPUT.contains(response.status())) {
      return;
    }
    Expectation.successful(response).orThrow();
    ResourceOperation resource = request.operation().resource().orElseThrow();
    Optional<CreatedResource> created = CreatedResource.of(context.contract(), response);
    try {
      JsonNode shown = response.json().at(resource.item()).path(key);
      has(request, key, values, shown).orThrow();
      Optional<Operation> get = context.contract().operation(Action.GET, resource.collection());
      if (get.isPresent() && created.isPresent()) {
        OperationResponse read = context.send(of(context, get.get(), created.get()));
        Expectation.successful(read).orThrow();
        JsonPointer item = get.get().resource().orElseThrow().item();
        List<JsonNode> same = shown.isMissingNode() ? values : List.of(shown);
        has(read.request(), key, same, read.json().at(item).path(key)).orThrow();
      }
    } finally {
      Optional<Operation> delete =
          context.contract().operation(Action.DELETE, resource.collection());
      if (created.isPresent() && delete.isPresent()) {
        context.send(of(context, delete.get(), created.get()));
      }
    }
  }

  private static OperationRequest of(
      CheckContext context, Operation operation, CreatedResource created)
      throws InterruptedException {
    String id = operation.resource().flatMap(ResourceOperation::parameter).orElseThrow();
    return context.request(operation, Map.of(id, created.id()));
  }

  private static Verdict has(
      OperationRequest request, String key, List<JsonNode> values, JsonNode shown) {
    boolean same =
        shown.isMissingNode()
            || values.stream().anyMatch(value -> comparable(value).equals(comparable(shown)));
    return same
        ? Verdict.passed()
        : Verdict.failed(
            request,
            "a rejection, or %s %s".formatted(key, values.size() == 1 ? values.get(0) : values),
            shown.toString());
  }

  /** RFC 8259 leaves open what half a pair becomes; writers of UTF-8 replace it. */
  private static JsonNode comparable(JsonNode value) {
    return value.isTextual()
        ? TextNode.valueOf(value.asText().replaceAll("[\\x{D800}-\\x{DFFF}\\x{FFFD}]+", "?"))
        : JsonValues.normalized(value);
  }
}
