package dev.ghbilling.internal.selection;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Decides when two texts are spellings of one value. */
enum Spelling {
  /**
   * A name: case makes no difference, nor does the owner in {@code octo-org/hello-world} when the
   * other text has none.
   */
  NAME,
  /**
   * A word of GitHub's vocabulary: besides, nothing but letters and digits makes a difference, so
   * that {@code Actions Linux} is {@code actions_linux}, and {@code GigabyteHours} {@code
   * gigabyte-hours}.
   */
  VOCABULARY;

  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}/]");

  boolean same(String one, String other) {
    String first = normal(one.strip());
    String second = normal(other.strip());
    if (first.isEmpty() || second.isEmpty()) {
      return one.strip().equals(other.strip());
    }
    return first.equals(second) || name(first, second).equals(name(second, first));
  }

  private String normal(String text) {
    String normal = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    return this == VOCABULARY ? SEPARATORS.matcher(normal).replaceAll("") : normal;
  }

  /** Returns the part after the last slash, if the other text has no slash. */
  private static String name(String text, String other) {
    return other.contains("/") ? text : text.substring(text.lastIndexOf('/') + 1);
  }
}
