package dev.ghbilling.sandbox.internal.behaviour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.ghbilling.sandbox.internal.api.Behaviour;
import dev.ghbilling.sandbox.internal.api.ValidRequest;
import dev.ghbilling.sandbox.internal.http.ErrorResponseException;
import dev.ghbilling.sandbox.internal.http.ServerResponse;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractResponse;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.SampleValues;
import dev.ghbilling.spec.Selects;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The behaviour of all operations, which hands a request to the behaviour of its own: what the
 * contract's extensions say, or else a response with the documented example.
 */
public final class BehaviourRegistry implements Behaviour {
  private final DocumentedExamples examples;
  private final ResourceCollections resources;
  private final SampleValues samples;
  private final SelectedDocument documents;
  private final Map<String, Behaviour> byOperation = new HashMap<>();

  /** Registers the behaviours of a contract's operations. */
  public BehaviourRegistry(
      Contract contract,
      DocumentedExamples examples,
      ResourceCollections resources,
      UsageReports usage) {
    this.examples = examples;
    this.resources = resources;
    this.samples = new SampleValues(contract);
    this.documents = new SelectedDocument(examples, resources);
    for (Operation operation : contract.operations()) {
      resources
          .of(operation)
          .<Behaviour>map(collection -> request -> respond(request, collection.carryOut(request)))
          .or(() -> usage.of(operation, documents))
          .ifPresent(own -> byOperation.put(operation.id(), own));
    }
  }

  @Override
  public ServerResponse respond(ValidRequest request) {
    requireExisting(request);
    return byOperation
        .getOrDefault(request.operation().id(), this::respondWithExample)
        .respond(request);
  }

  private ServerResponse respondWithExample(ValidRequest request) {
    Operation operation = request.operation();
    if (operation.success().body().isEmpty()) {
      return respond(request, MissingNode.getInstance());
    }
    return respond(
        request,
        examples
            .response(operation)
            .orElseThrow(
                () ->
                    ErrorResponseException.of(
                        501, "The contract has no example of " + operation.id())));
  }

  private ServerResponse respond(ValidRequest request, JsonNode document) {
    ContractResponse success = request.operation().success();
    return success.body().isEmpty()
        ? ServerResponse.empty(success.status())
        : documents.respond(request, document);
  }

  /**
   * Refuses a parameter that identifies nothing: neither a resource, nor what the contract
   * documents where it documents anything. The scope, which comes first in a path, has been checked
   * before.
   */
  private void requireExisting(ValidRequest request) {
    Operation operation = request.operation();
    List<Parameter> path = operation.parameters(Parameter.Location.PATH);
    for (Parameter parameter : path.subList(Math.min(1, path.size()), path.size())) {
      if (!exists(request, parameter)) {
        throw request.unknown(parameter.name());
      }
    }
    for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
      String id = request.text(parameter.name()).orElse("");
      Optional<Selects> selects =
          Selects.of(parameter).filter(one -> !one.rest().equals(Optional.of(id)));
      if (!id.isEmpty() && selects.isPresent() && isUnknown(operation, parameter, id)) {
        throw request.unknownInQuery(parameter.name());
      }
    }
  }

  private boolean exists(ValidRequest request, Parameter parameter) {
    String id = request.text(parameter.name()).orElseThrow();
    if (resources.identifiedBy(request.operation(), parameter.name()).isPresent()) {
      return !isUnknown(request.operation(), parameter, id);
    }
    List<String> documented = samples.documented(request.operation(), parameter);
    return documented.isEmpty() || documented.contains(id);
  }

  private boolean isUnknown(Operation operation, Parameter parameter, String id) {
    return resources
        .identifiedBy(operation, parameter.name())
        .filter(collection -> collection.find(id).isEmpty())
        .isPresent();
  }
}
