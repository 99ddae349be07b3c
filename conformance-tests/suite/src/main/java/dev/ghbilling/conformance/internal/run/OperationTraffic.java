package dev.ghbilling.conformance.internal.run;

import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.http.RecordedExchange;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which items of the contract the exchanges of one operation had, so far: statuses, headers,
 * parameters and the documented body. It keeps no exchange.
 */
final class OperationTraffic {
  private final Operation operation;
  private final Set<String> headers;
  private final Set<Integer> seenStatuses = new HashSet<>();
  private final Set<String> seenHeaders = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final Set<Parameter> sentParameters = new HashSet<>();
  private boolean hasExchange;
  private boolean sentExample;

  private OperationTraffic(Contract contract, Operation operation) {
    this.operation = operation;
    this.headers = new HashSet<>();
    operation
        .node()
        .path("responses")
        .forEach(
            response ->
                contract
                    .resolve(response)
                    .path("headers")
                    .fieldNames()
                    .forEachRemaining(headers::add));
  }

  /** Returns one for each operation, by its id. */
  static Map<String, OperationTraffic> ofAll(Contract contract) {
    Map<String, OperationTraffic> all = new LinkedHashMap<>();
    contract
        .operations()
        .forEach(operation -> all.put(operation.id(), new OperationTraffic(contract, operation)));
    return all;
  }

  /** Returns those of all operations, with these exchanges. */
  static Map<String, OperationTraffic> of(Contract contract, List<RecordedExchange> exchanges) {
    Map<String, OperationTraffic> all = ofAll(contract);
    exchanges.forEach(exchange -> of(all, exchange).add(exchange));
    return all;
  }

  /** Returns the one of the operation that an exchange is of. */
  static OperationTraffic of(Map<String, OperationTraffic> all, RecordedExchange exchange) {
    return Objects.requireNonNull(all.get(exchange.request().operation().id()));
  }

  void add(RecordedExchange exchange) {
    hasExchange = true;
    OperationRequest request = exchange.request();
    operation.parameters().stream()
        .filter(parameter -> isSent(parameter, request))
        .forEach(sentParameters::add);
    sentExample |=
        operation
            .requestBody()
            .flatMap(Body::example)
            .map(example -> example.value().toString())
            .equals(request.body());
    exchange.response().ifPresent(this::add);
  }

  private void add(OperationResponse response) {
    seenStatuses.add(response.status());
    headers.stream().filter(name -> !response.header(name).isEmpty()).forEach(seenHeaders::add);
  }

  private static boolean isSent(Parameter parameter, OperationRequest request) {
    return switch (parameter.in()) {
      case PATH -> request.path().containsKey(parameter.name());
      case QUERY -> request.query().containsKey(parameter.name());
      case HEADER ->
          parameter.schema().has("default") || request.headers().containsKey(parameter.name());
      case COOKIE -> false;
    };
  }

  boolean hasExchange() {
    return hasExchange;
  }

  boolean hasResponse() {
    return !seenStatuses.isEmpty();
  }

  boolean hasStatus(int status) {
    return seenStatuses.contains(status);
  }

  boolean hasHeader(String name) {
    return seenHeaders.contains(name);
  }

  boolean hasSent(Parameter parameter) {
    return sentParameters.contains(parameter);
  }

  /** Tells whether a request had the documented body. */
  boolean hasSentExample() {
    return sentExample;
  }
}
