package dev.ghbilling.pact;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.spec.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A call of the SDK that sends one operation, and what it needs of the response besides what the
 * contract requires.
 *
 * @param operationId the operation
 * @param state the provider state in which the call succeeds
 * @param call makes the call
 * @param query the query parameters that it sends
 * @param needs JSON pointers of properties that the SDK needs although the contract doesn't require
 *     them
 * @param returned JSON pointer of the part of the response that the call returns; empty for all of
 *     it
 * @param before the operations that the SDK calls first
 */
record SdkCall(
    String operationId,
    Given state,
    Function<GitHubBilling, Object> call,
    Map<String, String> query,
    List<String> needs,
    String returned,
    List<String> before) {

  static SdkCall of(String operationId, Given state, Function<GitHubBilling, Object> call) {
    return new SdkCall(operationId, state, call, Map.of(), List.of(), "", List.of());
  }

  SdkCall query(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(query);
    more.put(name, value);
    return new SdkCall(operationId, state, call, more, needs, returned, before);
  }

  SdkCall needs(String pointer) {
    return new SdkCall(operationId, state, call, query, List.of(pointer), returned, before);
  }

  SdkCall returns(String pointer) {
    return new SdkCall(operationId, state, call, query, needs, pointer, before);
  }

  SdkCall after(String operation) {
    return new SdkCall(operationId, state, call, query, needs, returned, List.of(operation));
  }

  boolean isOf(Operation operation) {
    return operationId.equals(operation.id());
  }
}
