package dev.ghbilling.conformance.internal.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.Spread;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.SampleValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks combinations of a body's properties by pairs. The server has to reject a combination that
 * breaks a rule. It may reject any other one, since schemas don't say which values can be combined,
 * but must not respond with a status of 500 or above.
 */
public final class VariedBodyAspect implements Aspect {
  @Override
  public void derive(Operation operation, Checklist checklist) {
    if (CreatedResource.isOwn(checklist.contract(), operation)
        && operation
            .requestBody()
            .map(body -> checklist.contract().resolve(body.schema()).path("properties"))
            .filter(properties -> properties.size() > 1)
            .isPresent()) {
      checklist.add(
          operation,
          "body/pairs",
          Clause.requestBody(operation),
          context -> pairs(context, operation));
    }
  }

  private static Verdict pairs(CheckContext context, Operation operation)
      throws InterruptedException {
    if (!context.server().isLoopback()) {
      return Verdict.notApplicable("generated bodies are only sent to a server on this machine");
    }
    OperationRequest plain = context.request(operation);
    List<OperationRequest> requests = new ArrayList<>();
    for (ObjectNode body : bodies(context.contract(), operation)) {
      requests.add(plain.withBody(Optional.of(body.toString())));
    }
    return SmallestRequest.ofFirstFailing(context, requests);
  }

  private static List<ObjectNode> bodies(Contract contract, Operation operation) {
    JsonNode schema = contract.resolve(operation.requestBody().orElseThrow().schema());
    List<String> names = new ArrayList<>();
    List<List<JsonNode>> levels = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      boolean required =
          schema
              .path("required")
              .valueStream()
              .anyMatch(name -> name.asText().equals(property.getKey()));
      names.add(property.getKey());
      levels.add(
          Stream.concat(
                  required ? Stream.of() : Stream.of(MissingNode.getInstance()),
                  values(contract, property.getValue(), property.getKey()).stream())
              .toList());
    }
    List<ObjectNode> bodies = new ArrayList<>();
    for (List<Integer> combination : AllPairs.of(levels.stream().map(List::size).toList())) {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      for (int i = 0; i < names.size(); i++) {
        JsonNode value = levels.get(i).get(combination.get(i));
        if (!value.isMissingNode()) {
          body.set(names.get(i), value);
        }
      }
      if (contract.violations(schema, body).isEmpty()) {
        bodies.add(body);
      }
    }
    return bodies;
  }

  /** Returns one or two values of a property. */
  private static List<JsonNode> values(Contract contract, JsonNode schema, String name) {
    JsonNode resolved = contract.resolve(schema);
    SampleValues samples = new SampleValues(contract);
    List<JsonNode> words = contract.enumerated(resolved);
    if (!words.isEmpty()) {
      return Spread.of(words, 2);
    }
    if (SampleValues.type(resolved).equals("boolean")) {
      return List.of(BooleanNode.FALSE, BooleanNode.TRUE);
    }
    Stream<JsonNode> bounds =
        samples.boundaries(resolved).stream()
            .map(boundary -> DecimalNode.valueOf(boundary.allowed()));
    return Stream.concat(bounds, Stream.of(samples.valid(resolved, name))).distinct().toList();
  }
}
