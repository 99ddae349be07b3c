package dev.ghbilling.conformance.internal.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.http.RecordedExchange;
import dev.ghbilling.conformance.internal.http.RequestPacer;
import dev.ghbilling.conformance.internal.http.ServerClient;
import dev.ghbilling.conformance.internal.http.TestedServer;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.SampleValues;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A context that the checks of one run share. It makes and sends requests, remembers every
 * exchange, and answers repeated questions without asking the server again.
 */
public final class CheckContext {
  /** Statuses by which a server refuses to create the same thing twice. */
  private static final Set<Integer> DUPLICATE = Set.of(400, 409, 422);

  private final Contract contract;
  private final ServerClient client;
  private final RequestValues values;
  private final Exchanges exchanges;
  private final Map<String, Object> memos = new HashMap<>();

  public CheckContext(Contract contract, ServerClient client, RequestValues values) {
    this.contract = contract;
    this.client = client;
    this.values = values;
    this.exchanges = new Exchanges(client);
  }

  /** A computation that a run makes at most once. */
  @FunctionalInterface
  public interface Computation<T> {
    T compute() throws InterruptedException;
  }

  /** A way to get the response to a request: from the server, or one that came before. */
  @FunctionalInterface
  public interface Source {
    OperationResponse get(OperationRequest request) throws InterruptedException;
  }

  /** A comparison of what several requests show. */
  @FunctionalInterface
  public interface Comparison {
    /**
     * Compares the responses of a source.
     *
     * @throws CheckEndedException with the verdict, when it is known before the last response
     */
    Verdict of(Source source) throws InterruptedException;
  }

  /**
   * Returns the name of the first parameter of an operation's path, which says whose billing it is.
   * Its value comes from the settings of the run.
   */
  public static String scope(Operation operation) {
    String path = operation.path();
    return path.substring(path.indexOf('{') + 1, path.indexOf('}'));
  }

  public Contract contract() {
    return contract;
  }

  public TestedServer server() {
    return client.server();
  }

  public RequestPacer pacer() {
    return client.pacer();
  }

  /** Returns all exchanges so far. */
  public List<RecordedExchange> traffic() {
    return exchanges.all();
  }

  /**
   * Compares what requests show by responses that may have come before. What differs is compared
   * once more by new ones, since it may have changed between two of them.
   */
  public Verdict compare(Comparison comparison) throws InterruptedException {
    Verdict verdict = verdict(comparison, this::response);
    return verdict.outcome() == Outcome.FAILED ? verdict(comparison, this::send) : verdict;
  }

  private static Verdict verdict(Comparison comparison, Source source) throws InterruptedException {
    try {
      return comparison.of(source);
    } catch (CheckEndedException e) {
      return e.verdict();
    }
  }

  /** Counts an exchange among those that the current check used. */
  public void involve(RecordedExchange exchange) {
    exchanges.involve(exchange);
  }

  /** Returns the exchanges that were sent or reused since the last call of this method. */
  public List<RecordedExchange> takeExchanges() {
    return exchanges.take();
  }

  /** Sends a request, even if the same request was sent before. */
  public OperationResponse send(OperationRequest request) throws InterruptedException {
    return exchanges.send(request);
  }

  /** Returns the response to a request, sent now unless the same request was sent before. */
  public OperationResponse response(OperationRequest request) throws InterruptedException {
    return exchanges.response(request);
  }

  /**
   * Sends a request, and if the server refuses it for being a duplicate, once more with other texts
   * in the body.
   *
   * @throws CheckEndedException failed, when the server refuses that, too
   */
  public OperationResponse sendDistinct(OperationRequest request) throws InterruptedException {
    OperationResponse response = send(request);
    if (DUPLICATE.contains(response.status())) {
      response = send(new DistinctBody(contract, traffic().size()).of(request));
    }
    Expectation.successful(response).orThrow();
    return response;
  }

  /** Downloads a file from a URL without credentials. */
  public OperationResponse download(OperationRequest origin, URI url) throws InterruptedException {
    return client.download(origin, url);
  }

  /** Returns what was computed under a name, computed now unless it was before. */
  public <T> T memoize(String name, Class<T> type, Computation<T> computation)
      throws InterruptedException {
    Object result = memos.get(name);
    if (result == null) {
      try {
        result = computation.compute();
      } catch (CheckEndedException e) {
        result = e;
      }
      memos.put(name, result);
    }
    if (result instanceof CheckEndedException ended) {
      throw new CheckEndedException(ended.verdict());
    }
    return type.cast(result);
  }

  /** Returns the response to the operation's default request, which is sent at most once. */
  public OperationResponse defaultResponse(Operation operation) throws InterruptedException {
    RecordedExchange exchange =
        memoize(
            "default " + operation.id(),
            RecordedExchange.class,
            () -> exchanges.exchange(request(operation)));
    exchanges.involve(exchange);
    return exchange.response().orElseThrow();
  }

  /**
   * Returns the response to the operation's default request.
   *
   * @throws CheckEndedException failed, when its status isn't the documented success
   */
  public OperationResponse successfulResponse(Operation operation) throws InterruptedException {
    OperationResponse response = defaultResponse(operation);
    Expectation.successful(response).orThrow();
    return response;
  }

  /** Tells whether a person chose the body of an operation's requests. */
  public boolean isBodyChosen(Operation operation) {
    return values.body(operation.id()).isPresent();
  }

  /** Returns the resources that this run created and did not delete, the oldest first. */
  public List<CreatedResource> created(Operation create) {
    return CreatedResource.among(exchanges.writes(), contract, create);
  }

  /** Returns resources that this run created; creates as many as there are too few. */
  public List<CreatedResource> created(Operation create, int number) throws InterruptedException {
    if (created(create).size() < number) {
      successfulResponse(create);
    }
    while (created(create).size() < number) {
      create(request(create));
    }
    return created(create).subList(0, number);
  }

  /**
   * Creates a resource by a request.
   *
   * @throws CheckEndedException failed, when the response has no id
   */
  public CreatedResource create(OperationRequest request) throws InterruptedException {
    OperationResponse response = sendDistinct(request);
    return CreatedResource.of(contract, response)
        .orElseThrow(
            () ->
                new CheckEndedException(
                    Verdict.failed(
                        response.request(), "the id of what was created", "none in the response")));
  }

  /**
   * Returns the operation's default request: with the member's token, without query parameters,
   * with the chosen body or else the documented example. A request that changes or deletes a
   * resource is for one that this run created.
   *
   * @throws CheckEndedException when a value of the path isn't known; not applicable, when the
   *     server is remote and nobody chose what the operation may change there
   */
  public OperationRequest request(Operation operation) throws InterruptedException {
    return request(operation, Map.of());
  }

  /**
   * Returns the operation's default request, with some values of its path and with the documented
   * examples of the query parameters that it requires.
   */
  public OperationRequest request(Operation operation, Map<String, String> pathValues)
      throws InterruptedException {
    if (!server().isLoopback()) {
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
      return created(create.get(), 1).get(0).id();
    }
    Optional<String> known =
        values.pathValue(parameter.name()).or(() -> documented(operation, parameter));
    return known.isPresent() ? known.get() : ids(operation, parameter).get(0);
  }

  private String scope(Parameter parameter) {
    return Optional.ofNullable(server().scopes().get(parameter.name()))
        .or(() -> server().isLoopback() ? parameter.example() : Optional.empty())
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
    return contract.list(operation, parameter).isEmpty() && server().isLoopback()
        ? parameter.example()
        : Optional.empty();
  }

  /**
   * Returns the ids in the collection that the path parameter selects from.
   *
   * @throws CheckEndedException when there are none
   */
  public List<String> ids(Operation operation, Parameter parameter) throws InterruptedException {
    Operation list =
        contract
            .list(operation, parameter)
            .orElseThrow(
                () ->
                    new CheckEndedException(
                        Verdict.couldNotRun(
                            "no operation lists values of {%1$s}; --value %1$s=VALUE gives one"
                                .formatted(parameter.name()))));
    OperationResponse response = successfulResponse(list);
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
