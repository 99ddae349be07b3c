package dev.ghbilling.conformance.internal.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.http.TestedServer;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.SampleValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the requests that checks begin with, and finds the values for their paths: those that a
 * person chose, those that the server lists, or those of resources that the run created.
 */
final class RequestBuilder {
  private final Contract contract;
  private final TestedServer server;
  private final RequestValues values;
  private final KnownResources resources;

  RequestBuilder(
      Contract contract, TestedServer server, RequestValues values, KnownResources resources) {
    this.contract = contract;
    this.server = server;
    this.values = values;
    this.resources = resources;
  }

  /** The resources at the server that paths can name. */
  interface KnownResources {
    /**
     * Returns the response of an operation that lists some.
     *
     * @throws CheckEndedException failed, when it isn't successful
     */
    OperationResponse listed(Operation list) throws InterruptedException;

    /** Returns one that this run created, by an operation that creates it. */
    CreatedResource own(Operation create) throws InterruptedException;
  }

  /** Returns the name of the first parameter of an operation's path. */
  static String scope(Operation operation) {
    String path = operation.path();
    return path.substring(path.indexOf('{') + 1, path.indexOf('}'));
  }

  /**
   * Returns the operation's default request, with some values of its path and with the documented
   * examples of the query parameters that it requires.
   */
  OperationRequest request(Operation operation, Map<String, String> pathValues)
      throws InterruptedException {
    if (!server.isLoopback()) {
      values.requireChosen(contract, operation);
    }
    Map<String, String> path = new LinkedHashMap<>();
    for (Parameter parameter : operation.parameters(Parameter.Location.PATH)) {
      String known = pathValues.get(parameter.name());
      path.put(parameter.name(), known == null ? value(operation, parameter) : known);
    }
    Optional<String> body =
        values
            .body(operation.id())
            .or(
                () ->
                    operation
                        .requestBody()
                        .flatMap(Body::example)
                        .map(example -> example.value().toString()));
    if (body.isEmpty() && operation.requestBodyRequired()) {
      throw new CheckEndedException(
          Verdict.couldNotRun(
              "the contract has no example of the required request body; --body %s=FILE gives one"
                  .formatted(operation.id())));
    }
    OperationRequest request = OperationRequest.of(operation, path, body);
    for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
      if (parameter.required()) {
        JsonNode sample = new SampleValues(contract).of(parameter);
        request = request.withQuery(parameter.name(), parameter.texts(sample));
      }
    }
    return request;
  }

  private String value(Operation operation, Parameter parameter) throws InterruptedException {
    if (parameter.name().equals(scope(operation))) {
      return scope(parameter);
    }
    Optional<Operation> create = ownCreation(operation, parameter);
    if (create.isPresent()) {
      return resources.own(create.get()).id();
    }
    Optional<String> known =
        values.pathValue(parameter.name()).or(() -> documented(operation, parameter));
    return known.isPresent() ? known.get() : ids(operation, parameter).get(0);
  }

  private String scope(Parameter parameter) {
    return Optional.ofNullable(server.scopes().get(parameter.name()))
        .or(() -> server.isLoopback() ? parameter.example() : Optional.empty())
        .orElseThrow(
            () ->
                new CheckEndedException(
                    Verdict.notAsked(
                        "a value of {%s}".formatted(parameter.name()),
                        "no {%s} was given".formatted(parameter.name()))));
  }

  /** Returns what creates the resource that an operation would change, if that is to be our own. */
  private Optional<Operation> ownCreation(Operation operation, Parameter parameter) {
    return operation
        .resource()
        .filter(resource -> resource.does() == Action.UPDATE || resource.does() == Action.DELETE)
        .filter(resource -> resource.parameter().filter(parameter.name()::equals).isPresent())
        .flatMap(resource -> contract.operation(Action.CREATE, resource.collection()));
  }

  /** Returns the contract's example where no operation lists values: a local sandbox knows it. */
  private Optional<String> documented(Operation operation, Parameter parameter) {
    return contract.list(operation, parameter).isEmpty() && server.isLoopback()
        ? parameter.example()
        : Optional.empty();
  }

  /**
   * Returns the ids in the collection that the path parameter selects from.
   *
   * @throws CheckEndedException when there are none
   */
  List<String> ids(Operation operation, Parameter parameter) throws InterruptedException {
    Operation list =
        contract
            .list(operation, parameter)
            .orElseThrow(
                () ->
                    new CheckEndedException(
                        Verdict.couldNotRun(
                            "no operation lists values of {%1$s}; --value %1$s=VALUE gives one"
                                .formatted(parameter.name()))));
    OperationResponse response = resources.listed(list);
    String message = "no value for {%s}: %s ".formatted(parameter.name(), list);
    List<String> ids = Contract.ids(response.json());
    if (!ids.isEmpty()) {
      return ids;
    }
    for (JsonNode member : response.json()) {
      if (member.isArray() && member.isEmpty()) {
        throw new CheckEndedException(Verdict.notApplicable(message + "returns an empty list"));
      }
    }
    throw new CheckEndedException(Verdict.failed(list, "elements with an id", "none"));
  }
}
