package dev.ghbilling.conformance.internal.check;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A selection of checks by patterns of their ids, in which {@code *} matches any text.
 *
 * @param include patterns of which one has to match; when empty, every check is selected
 * @param exclude patterns of which none may match
 */
public record Selection(List<String> include, List<String> exclude) {
  /** Tells whether a check is selected. */
  public boolean includes(Check check) {
    return (include.isEmpty() || include.stream().anyMatch(pattern -> matches(pattern, check)))
        && exclude.stream().noneMatch(pattern -> matches(pattern, check));
  }

  /** Returns the first pattern that no check matches, which is most likely a typing error. */
  public Optional<String> firstUnmatched(List<Check> checks) {
    return Stream.concat(include.stream(), exclude.stream())
        .filter(pattern -> checks.stream().noneMatch(check -> matches(pattern, check)))
        .findFirst();
  }

  private static boolean matches(String pattern, Check check) {
    String expression = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
    return check.id().matches(expression);
  }
}
