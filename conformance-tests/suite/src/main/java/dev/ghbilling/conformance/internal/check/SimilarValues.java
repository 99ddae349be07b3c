package dev.ghbilling.conformance.internal.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Values to select by. Those come first that a server mistakes for another one most easily: the
 * beginning of another one, the same with other letters in capitals, or one that has the first or
 * the last part in common with another one, as owner/name does.
 */
public final class SimilarValues {
  /** The most values that are compared with one another. */
  private static final int MAX_COMPARED = 300;

  private static final List<BiPredicate<String, String>> KINDS =
      List.of(
          (one, other) -> lower(other).startsWith(lower(one)),
          (one, other) -> lastPart(one).equals(lastPart(other)),
          (one, other) -> firstPart(one).equals(firstPart(other)));

  private SimilarValues() {}

  /** Returns some values: one of each kind of similarity, and at least as many as a spread has. */
  public static List<String> of(List<String> all) {
    List<String> compared = all.subList(0, Math.min(MAX_COMPARED, all.size()));
    Set<String> some = new LinkedHashSet<>();
    for (BiPredicate<String, String> kind : KINDS) {
      compared.stream()
          .filter(one -> compared.stream().anyMatch(other -> isAnother(kind, one, other)))
          .findFirst()
          .ifPresent(some::add);
    }
    List<String> spread = Spread.of(all);
    for (String value : spread) {
      if (some.size() < spread.size()) {
        some.add(value);
      }
    }
    return new ArrayList<>(some);
  }

  /** Returns a text with small letters for capitals, and the reverse. */
  public static String inOtherCase(String text) {
    return text.equals(text.toUpperCase(Locale.ROOT))
        ? text.toLowerCase(Locale.ROOT)
        : text.toUpperCase(Locale.ROOT);
  }

  private static boolean isAnother(BiPredicate<String, String> kind, String one, String other) {
    return !one.equals(other) && kind.test(one, other);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String firstPart(String text) {
    return parts(text)[0];
  }

  private static String lastPart(String text) {
    String[] parts = parts(text);
    return parts[parts.length - 1];
  }

  /** Returns what slashes separate, or else words; a value of one word is its only part. */
  private static String[] parts(String text) {
    return lower(text).split(text.contains("/") ? "/" : "[^\\p{L}\\p{N}]+", -1);
  }
}
