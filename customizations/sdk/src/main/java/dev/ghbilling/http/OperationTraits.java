package dev.ghbilling.http;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the contract says of an operation besides its signature.
 *
 * @param write whether it changes anything
 * @param idempotent whether sending it twice does no harm
 * @param tokens the kinds of token that the documents admit, each with its scope or permission
 * @param refusedTokens the kinds that the documents refuse
 */
record OperationTraits(
    boolean write, boolean idempotent, List<String> tokens, List<String> refusedTokens) {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

  /** Of every operation of a generated interface, by the operation's id. */
  static Map<String, OperationTraits> of(Class<?> api) {
    Map<String, OperationTraits> traits = new TreeMap<>();
    generated(api).forEach((operation, said) -> traits.put(operation, of(said)));
    return traits;
  }

  private static OperationTraits of(Map<String, List<String>> said) {
    String method = said.getOrDefault("method", List.of()).get(0);
    return new OperationTraits(
        !SAFE.contains(method),
        IDEMPOTENT.contains(method) || !said.getOrDefault("idempotent", List.of()).isEmpty(),
        said.getOrDefault("tokens", List.of()),
        said.getOrDefault("refused-tokens", List.of()));
  }

  @SuppressWarnings("unchecked") // The type that the template gives the constant.
  private static Map<String, Map<String, List<String>>> generated(Class<?> api) {
    try {
      Field traits = api.getField("TRAITS");
      // The interface itself need not be public.
      traits.setAccessible(true);
      return (Map<String, Map<String, List<String>>>) traits.get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(api + " is not generated from the contract", e);
    }
  }
}
