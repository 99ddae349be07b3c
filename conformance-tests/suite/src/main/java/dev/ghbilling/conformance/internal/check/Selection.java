package dev.ghbilling.conformance.internal.check;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A selection of checks by patterns of their ids, in which {@code *} matches any text. */
public final class Selection {
  private final List<IdPattern> include;
  private final List<IdPattern> exclude;

  /** A pattern as it was written, and which ids it matches. */
  private record IdPattern(String text, Predicate<String> ids) {
    static IdPattern of(String text) {
      return new IdPattern(
          text,
          text.contains("*")
              ? Pattern.compile(Pattern.quote(text).replace("*", "\\E.*\\Q")).asMatchPredicate()
              : text::equals);
    }

    boolean matches(Check check) {
      return ids.test(check.id());
    }
  }

  /**
   * Creates a selection.
   *
   * @param include patterns of which one has to match; when empty, every check is selected
   * @param exclude patterns of which none may match
   */
  public Selection(List<String> include, List<String> exclude) {
    this.include = include.stream().map(IdPattern::of).toList();
    this.exclude = exclude.stream().map(IdPattern::of).toList();
  }

  /** Returns the checks that are selected. */
  public List<Check> of(List<Check> checks) {
    return checks.stream()
        .filter(
            check ->
                include.isEmpty() || include.stream().anyMatch(pattern -> pattern.matches(check)))
        .filter(check -> exclude.stream().noneMatch(pattern -> pattern.matches(check)))
        .toList();
  }

  /** Returns the first pattern that no check matches, which is most likely a typing error. */
  public Optional<String> firstUnmatched(List<Check> checks) {
    return Stream.concat(include.stream(), exclude.stream())
        .filter(pattern -> checks.stream().noneMatch(pattern::matches))
        .map(IdPattern::text)
        .findFirst();
  }
}
