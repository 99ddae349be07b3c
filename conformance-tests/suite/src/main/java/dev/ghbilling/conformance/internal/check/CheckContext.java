package dev.ghbilling.conformance.internal.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.http.RecordedExchange;
import dev.ghbilling.conformance.internal.http.RequestPacer;
import dev.ghbilling.conformance.internal.http.ServerClient;
import dev.ghbilling.conformance.internal.http.TestedServer;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A context that the checks of one run share. It sends requests, remembers every exchange, and
 * answers repeated questions without asking the server again.
 */
public final class CheckContext {
  /** The path parameter whose value always comes from the settings of the run. */
  public static final String ENTERPRISE = "enterprise";

  private final Contract contract;
  private final ServerClient client;
  private final RequestValues values;
  private final Map<String, Object> memos = new HashMap<>();
  private final Map<String, RecordedExchange> latest = new HashMap<>();
  private final Map<String, Verdict> failures = new HashMap<>();
  private final List<RecordedExchange> traffic = new ArrayList<>();
  private final Map<Integer, RecordedExchange> involved = new LinkedHashMap<>();

  public CheckContext(Contract contract, ServerClient client, RequestValues values) {
    this.contract = contract;
    this.client = client;
    this.values = values;
  }

  /** A computation that a run makes at most once. */
  @FunctionalInterface
  public interface Computation<T> {
    T compute() throws InterruptedException;
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
    return List.copyOf(traffic);
  }

  /** Returns the exchanges that were sent or reused since the last call of this method. */
  public List<RecordedExchange> takeExchanges() {
    List<RecordedExchange> taken = List.copyOf(involved.values());
    involved.clear();
    return taken;
  }

  /** Sends a request, even if the same request was sent before. */
  public OperationResponse send(OperationRequest request) throws InterruptedException {
    try {
      OperationResponse response = client.send(request);
      remember(request, Optional.of(response), "");
      return response;
    } catch (CheckEndedException e) {
      remember(request, Optional.empty(), e.verdict().message());
      failures.put(request.key(), e.verdict());
      throw e;
    }
  }

  /** Downloads the first bytes from a URL without credentials. */
  public OperationResponse download(OperationRequest origin, URI url) throws InterruptedException {
    return client.download(origin, url);
  }

  private void remember(
      OperationRequest request, Optional<OperationResponse> response, String problem) {
    RecordedExchange exchange = new RecordedExchange(traffic.size(), request, response, problem);
    traffic.add(exchange);
    latest.put(request.key(), exchange);
    involve(exchange);
  }

  private void involve(RecordedExchange exchange) {
    involved.putIfAbsent(exchange.number(), exchange);
  }

  /** Returns the response to a request, sent now unless the same request was sent before. */
  public OperationResponse response(OperationRequest request) throws InterruptedException {
    RecordedExchange earlier = latest.get(request.key());
    if (earlier == null) {
      return send(request);
    }
    involve(earlier);
    return earlier
        .response()
        .orElseThrow(
            () -> new CheckEndedException(Objects.requireNonNull(failures.get(request.key()))));
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

  /** Returns the response to the operation's default request. */
  public OperationResponse defaultResponse(Operation operation) throws InterruptedException {
    RecordedExchange exchange =
        memoize(
            "default " + operation.id(),
            RecordedExchange.class,
            () -> {
              OperationRequest request = request(operation);
              response(request);
              return Objects.requireNonNull(latest.get(request.key()));
            });
    involve(exchange);
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

  /**
   * Returns the operation's default request: with the member's token, without query parameters,
   * with the chosen body or else the documented example.
   *
   * @throws CheckEndedException when a value of the path isn't known
   */
  public OperationRequest request(Operation operation) throws InterruptedException {
    return request(operation, Map.of());
  }

  /** Returns the operation's default request with some values of its path. */
  public OperationRequest request(Operation operation, Map<String, String> pathValues)
      throws InterruptedException {
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
    return OperationRequest.of(operation, path, body);
  }

  private String value(Operation operation, Parameter parameter) throws InterruptedException {
    if (parameter.name().equals(ENTERPRISE)) {
      return server().enterprise();
    }
    Optional<String> known =
        values.pathValue(parameter.name()).or(() -> documented(operation, parameter));
    return known.isPresent() ? known.get() : ids(operation, parameter).get(0);
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
