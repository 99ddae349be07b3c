package dev.ghbilling.usage;

import dev.ghbilling.internal.uri.PathSegment;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The usage of one user. A stream of these makes one call for each user, in order, when its element
 * is needed. Each call waits for the rate limits as any other. If one fails, the stream ends with
 * its exception: the elements before it name the users that are done, and a stream for the others
 * continues.
 *
 * @param login the user's login, as it was asked for
 * @param report the user's usage
 * @param <R> the type of the report
 */
public record UsageByUser<R>(String login, R report) {
  /**
   * Returns the stream.
   *
   * @param call the call for one user
   * @throws IllegalArgumentException when a login is blank
   */
  static <R> Stream<UsageByUser<R>> of(Collection<String> logins, Function<String, R> call) {
    List<String> all =
        logins.stream().map(login -> PathSegment.require("the user's login", login)).toList();
    return all.stream().map(login -> new UsageByUser<>(login, call.apply(login)));
  }
}
