package dev.ghbilling.pact;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.spec.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A call of the SDK that sends a request for an operation.
 *
 * @param operationId the operation
 * @param state the provider state in which the call succeeds
 * @param call the call, through the SDK's nouns
 * @param query the query parameters that it sends
 * @param needs JSON pointers to optional properties that the noun needs nevertheless
 * @param brings the JSON pointer to the part of the response that the call returns; empty for all
 * @param before operations that the noun calls first
 */
record SdkCall(
    String operationId,
    Given state,
    Function<GitHubBilling, Object> call,
    Map<String, String> query,
    List<String> needs,
    String brings,
    List<String> before) {

  static SdkCall of(String operationId, Given state, Function<GitHubBilling, Object> call) {
    return new SdkCall(operationId, state, call, Map.of(), List.of(), "", List.of());
  }

  SdkCall query(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(query);
    more.put(name, value);
    return new SdkCall(operationId, state, call, more, needs, brings, before);
  }

  SdkCall needs(String pointer) {
    return new SdkCall(operationId, state, call, query, List.of(pointer), brings, before);
  }

  SdkCall brings(String pointer) {
    return new SdkCall(operationId, state, call, query, needs, pointer, before);
  }

  SdkCall after(String operation) {
    return new SdkCall(operationId, state, call, query, needs, brings, List.of(operation));
  }

  boolean isOf(Operation operation) {
    return operationId.equals(operation.id());
  }
}
