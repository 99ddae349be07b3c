package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractResponse;
import dev.ghbilling.spec.Example;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Pagination;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.Sums;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that the server responds to the default request with the documented status and example.
 */
public final class SuccessAspect implements Aspect {
  @Override
  public void derive(Operation operation, Checklist checklist) {
    ContractResponse success = operation.success();
    String clause = Clause.response(operation, success.status());
    checklist.add(
        operation,
        "status",
        clause,
        context -> Expectation.successful(context.defaultResponse(operation)));
    success
        .body()
        .ifPresent(
            body -> {
              String content = Clause.content(operation, success.status(), body.contentType());
              body.example()
                  .filter(example -> isExpected(checklist.contract(), operation, example))
                  .ifPresent(
                      example ->
                          checklist.add(
                              operation,
                              "example",
                              content + example.pointer(),
                              context -> example(operation, example, context)));
            });
  }

  /**
   * Tells whether a server with the documented data can respond with an example. It can't contain
   * what a change to a stored resource or other rows lead to, and it may contradict the example of
   * the list.
   */
  private static boolean isExpected(Contract contract, Operation operation, Example example) {
    if (operation.sums().flatMap(Sums::of).isPresent()) {
      return false;
    }
    Optional<ResourceOperation> resource = operation.resource();
    if (resource.isEmpty()) {
      return true;
    }
    return !MethodSemantics.writes(operation)
        && contract
            .operation(Action.LIST, resource.get().collection())
            .map(list -> isConsistent(list, resource.get(), example))
            .orElse(true);
  }

  private static boolean isConsistent(Operation list, ResourceOperation resource, Example example) {
    JsonNode shown = example.value().at(resource.item());
    return list.success().body().flatMap(Body::example).stream()
        .flatMap(all -> all.value().at(list.resource().orElseThrow().items()).valueStream())
        .filter(item -> item.at(resource.id()).equals(shown.at(resource.id())))
        .flatMap(item -> item.properties().stream())
        .allMatch(
            property ->
                !shown.has(property.getKey())
                    || shown.path(property.getKey()).equals(property.getValue()));
  }

  private static Verdict example(Operation operation, Example example, CheckContext context)
      throws InterruptedException {
    OperationResponse response = documented(operation, example, context);
    if (!response.isDocumentedExample()) {
      return Verdict.notApplicable(
          "the server doesn't announce that it responds with the examples");
    }
    JsonNode actual = response.json().deepCopy();
    String hasNext = operation.pagination().map(Pagination::hasNext).orElse("");
    if (actual instanceof ObjectNode document
        && !hasNext.isEmpty()
        && example.value().at(hasNext).isMissingNode()) {
      document.remove(hasNext.substring(1));
    }
    String difference = difference(actual, example.value(), "");
    return difference.isEmpty()
        ? Verdict.passed()
        : Verdict.failed(response.request(), "the content of " + example.file(), difference);
  }

  /** Returns the response that the example shows: a page large enough, or the example's own id. */
  private static OperationResponse documented(
      Operation operation, Example example, CheckContext context) throws InterruptedException {
    OperationRequest request = context.request(operation);
    for (Parameter parameter : operation.parameters(Parameter.Location.PATH)) {
      if (operation.path().endsWith("/{" + parameter.name() + "}") && example.value().has("id")) {
        request = request.withPath(parameter.name(), example.value().path("id").asText());
      }
    }
    if (operation.pagination().isPresent()) {
      request =
          request.withQuery(
              operation.pagination().get().perPage(),
              Integer.toString(PageWalk.largest(operation)));
    }
    OperationResponse response = context.response(request);
    Expectation.successful(response).orThrow();
    return response;
  }

  /** Returns the first difference; lists may have more elements than the example. */
  private static String difference(JsonNode actual, JsonNode expected, String pointer) {
    if (expected.isObject()) {
      for (Map.Entry<String, JsonNode> property : expected.properties()) {
        String inner = pointer + "/" + property.getKey();
        String difference = difference(actual.path(property.getKey()), property.getValue(), inner);
        if (!difference.isEmpty()) {
          return difference;
        }
      }
      return actual.size() == expected.size() ? "" : "different properties at " + where(pointer);
    }
    if (expected.isArray()) {
      List<JsonNode> elements = actual.valueStream().toList();
      for (JsonNode one : expected) {
        if (elements.stream().noneMatch(element -> difference(element, one, "").isEmpty())) {
          return "no " + one + " at " + where(pointer);
        }
      }
      return actual.isArray() ? "" : "no list at " + where(pointer);
    }
    return JsonValues.normalized(actual).equals(JsonValues.normalized(expected))
        ? ""
        : (actual.isMissingNode() ? "nothing" : actual.toString()) + " at " + where(pointer);
  }

  private static String where(String pointer) {
    return pointer.isEmpty() ? "the root" : pointer;
  }
}
