package dev.ghbilling.conformance.internal.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.aspect.DeprecatedParameter;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Random requests for an operation: about one in five has something that a schema refuses. */
final class RandomRequests {
  private static final int INVALID = 8;

  private final CheckContext context;
  private final Operation operation;
  private final RandomValues values;

  RandomRequests(CheckContext context, Operation operation, Random random) {
    this.context = context;
    this.operation = operation;
    this.values = new RandomValues(context.contract(), random);
  }

  /** Tells whether an operation has a query or a body, whose values can be random. */
  static boolean hasInputs(Operation operation) {
    return operation.requestBody().isPresent()
        || !operation.parameters(Parameter.Location.QUERY).isEmpty();
  }

  /**
   * Returns the next request; empty if it would do what the run could not undo, or what a person
   * has to choose.
   */
  Optional<OperationRequest> next() throws InterruptedException {
    OperationRequest request = context.request(operation);
    for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
      boolean ignored = new DeprecatedParameter(operation, parameter).isIgnored(context);
      if (!ignored && (parameter.required() || values.random().nextBoolean())) {
        request = request.withQuery(parameter.name(), texts(parameter));
      }
    }
    if (operation.requestBody().isPresent()) {
      request = request.withBody(Optional.of(body().toString()));
      if (!mayWrite() && new JudgedRequest(context, request).invalid().isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(request);
  }

  private List<String> texts(Parameter parameter) throws InterruptedException {
    if (values.oneIn(INVALID)) {
      return parameter.texts(values.invalid(parameter.schema()));
    }
    List<String> known = new KnownValues(context, operation).of(parameter);
    return !known.isEmpty() && values.random().nextBoolean()
        ? List.of(known.get(values.random().nextInt(known.size())))
        : parameter.texts(values.valid(parameter.schema()));
  }

  private JsonNode body() {
    Contract contract = context.contract();
    JsonNode schema = contract.resolve(operation.requestBody().orElseThrow().schema());
    JsonNode body = values.valid(schema);
    if (body instanceof ObjectNode object && !object.isEmpty() && values.oneIn(3)) {
      List<Map.Entry<String, JsonNode>> all = List.copyOf(object.properties());
      String name = all.get(values.random().nextInt(all.size())).getKey();
      if (values.random().nextBoolean()) {
        object.set(name, values.invalid(schema.path("properties").path(name)));
      } else {
        object.remove(name);
      }
    }
    return body;
  }

  /** Tells whether the run may send valid bodies: what they create or change is its own. */
  private boolean mayWrite() {
    return context.server().isLoopback() && CreatedResource.isOwn(context.contract(), operation);
  }
}
