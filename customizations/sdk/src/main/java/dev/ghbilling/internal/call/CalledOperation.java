package dev.ghbilling.internal.call;

import dev.ghbilling.client.ApiOperation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;

/**
 * An operation of the contract, as the annotation of its generated methods describes it.
 *
 * @param id the operation's id
 * @param write whether it changes anything
 * @param idempotent whether sending it twice does no harm
 * @param success the statuses of success that the contract has
 * @param tokens the kinds of token that the documents admit, each with its scope or permission
 * @param refusedTokens the kinds of token that the documents refuse
 * @param ofOwner the operation of enterprises that has the figures of an organization that belongs
 *     to one; the empty text if there is none
 * @param forbiddenIfOwned the parameter that such an organization can't have; the empty text for
 *     none
 */
record CalledOperation(
    String id,
    boolean write,
    boolean idempotent,
    List<String> success,
    List<String> tokens,
    List<String> refusedTokens,
    String ofOwner,
    String forbiddenIfOwned) {
  /** The statuses that say: all is done, and the body is all there is. */
  private static final Set<Integer> DONE = Set.of(200, 201, 204);

  /** Accepted, and multi-status: the noun finds out what became of the change. */
  private static final Set<Integer> UNDECIDED = Set.of(202, 207);

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
        List.of(described.success()),
        List.of(described.tokens()),
        List.of(described.refusedTokens()),
        described.ofOwner(),
        described.forbiddenIfOwned());
  }

  /**
   * Returns whether the status says that the operation succeeded, or leaves open what became of a
   * change. Others of HTTP's 2xx may say that nothing was read yet, or that the body is only a
   * part, or changed on the way.
   */
  boolean succeeds(int status) {
    return DONE.contains(status)
        || (write && UNDECIDED.contains(status))
        || success.contains(String.valueOf(status))
        || (status / 100 == 2 && success.stream().anyMatch("2XX"::equalsIgnoreCase));
  }
}
