package dev.ghbilling.internal.call;

import dev.ghbilling.client.ApiOperation;
import java.lang.reflect.Method;
import java.util.List;

/**
 * An operation of the contract, as the annotation of its generated methods describes it.
 *
 * @param id the operation's id
 * @param write whether it changes anything
 * @param idempotent whether sending it twice does no harm
 * @param tokens the kinds of token that the documents admit, each with its scope or permission
 * @param refusedTokens the kinds of token that the documents refuse
 */
record CalledOperation(
    String id, boolean write, boolean idempotent, List<String> tokens, List<String> refusedTokens) {

  /**
   * Returns the operation of a generated method.
   *
   * @throws IllegalArgumentException when the method isn't generated from the contract
   */
  static CalledOperation of(Method method, String httpMethod) {
    ApiOperation described = method.getAnnotation(ApiOperation.class);
    if (described == null) {
      throw new IllegalArgumentException(method + " has no @ApiOperation");
    }
    return new CalledOperation(
        described.id(),
        !httpMethod.equals("GET"),
        described.idempotent(),
        List.of(described.tokens()),
        List.of(described.refusedTokens()));
  }
}
