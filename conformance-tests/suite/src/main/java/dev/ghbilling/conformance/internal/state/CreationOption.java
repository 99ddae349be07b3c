package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.SampleValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A check that a creation succeeds with each value of an option, that is a property of its body
 * that no documented request has.
 *
 * @param values both values of a flag, the first one of an enumeration
 */
record CreationOption(Operation create, String property, List<JsonNode> values)
    implements Check.Procedure {
  private static final int CONFLICT = 409;

  /** Returns the options of the creation of a collection's resources. */
  static List<CreationOption> of(TestedCollection collection) {
    Operation create = collection.require(Action.CREATE);
    List<CreationOption> options = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : collection.properties(Action.CREATE).properties()) {
      String name = property.getKey();
      if (!isDocumented(create, name)) {
        JsonNode schema = collection.contract().resolve(property.getValue());
        List<JsonNode> flags = List.of(BooleanNode.TRUE, BooleanNode.FALSE);
        JsonNode sample = new SampleValues(collection.contract()).valid(schema, name);
        options.add(
            new CreationOption(
                create,
                name,
                SampleValues.type(schema).equals("boolean") ? flags : List.of(sample)));
      }
    }
    return options;
  }

  private static boolean isDocumented(Operation create, String property) {
    return create.requestBody().stream()
        .flatMap(body -> body.examples().stream())
        .anyMatch(example -> example.value().has(property));
  }

  @Override
  public Verdict run(CheckContext context) throws InterruptedException {
    if (!context.server().isLoopback() || context.isBodyChosen(create)) {
      return Verdict.notApplicable("generated bodies are only sent to a server on this machine");
    }
    for (JsonNode value : values) {
      OperationRequest request = context.request(create);
      String body = ExpectedProperties.body(request).<ObjectNode>set(property, value).toString();
      OperationResponse response = context.send(request.withBody(Optional.of(body)));
      if (response.status() == CONFLICT) {
        return Verdict.notApplicable("the server accepts one at a time: HTTP 409");
      }
      if (!response.isSuccessful()) {
        return Verdict.failed(
            "%s with %s %s".formatted(request, property, value),
            "HTTP " + create.success().status(),
            "HTTP " + response.status());
      }
    }
    return Verdict.passed();
  }
}
