package dev.ghbilling.conformance;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which checks are wanted, by patterns of their ids in which {@code *} is any text.
 *
 * @param include one of them has to match; without any, every check is wanted
 * @param exclude none of them may match
 */
record Selection(List<String> include, List<String> exclude) {
  boolean wants(Check check) {
    return (include.isEmpty() || include.stream().anyMatch(pattern -> matches(pattern, check)))
        && exclude.stream().noneMatch(pattern -> matches(pattern, check));
  }

  /** The first pattern that no check matches, which may be a slip of somebody's hand. */
  Optional<String> idle(List<Check> checks) {
    return Stream.concat(include.stream(), exclude.stream())
        .filter(pattern -> checks.stream().noneMatch(check -> matches(pattern, check)))
        .findFirst();
  }

  private static boolean matches(String pattern, Check check) {
    String expression = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
    return check.id().matches(expression);
  }
}
