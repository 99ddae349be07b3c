package dev.ghbilling.pact;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.spec.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How an application makes the SDK call an operation, and what it needs of the answer besides what
 * the contract requires.
 *
 * @param operationId the operation
 * @param state what must be true at the provider, for the call to succeed
 * @param call the call, by the SDK's nouns
 * @param query the query that it sends
 * @param needs JSON pointers of properties without which the noun can't do its work, though the
 *     contract requires them not
 * @param brings JSON pointer of what the call brings of the answer; empty for all of it
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
