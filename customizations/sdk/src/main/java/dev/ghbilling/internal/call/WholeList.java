package dev.ghbilling.internal.call;

import dev.ghbilling.error.IncompleteListException;
import dev.ghbilling.internal.uri.LinkHeader;
import feign.TypedResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The rule for a list that the contract describes without pages, where a server may have some. */
public final class WholeList {
  private WholeList() {}

  /**
   * Returns the body of a response.
   *
   * @param list returns the list in the body
   * @throws IncompleteListException when a {@code Link} header names a next page, which nothing
   *     would request
   */
  public static <T> T of(String operation, TypedResponse<T> response, Function<T, List<?>> list) {
    if (hasNextPage(response.headers())) {
      throw IncompleteListException.onePage(operation, list.apply(response.body()).size());
    }
    return response.body();
  }

  /** Returns whether a {@code Link} header names a next page. */
  public static boolean hasNextPage(Map<String, Collection<String>> headers) {
    return LinkHeader.parse(headers.getOrDefault("Link", List.of())).links().stream()
        .anyMatch(link -> link.relations().contains("next"));
  }
}
