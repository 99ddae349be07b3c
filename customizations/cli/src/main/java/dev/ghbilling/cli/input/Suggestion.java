package dev.ghbilling.cli.input;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * The known word that somebody may have meant by another one. It counts edits itself, since Commons
 * Text would bring a megabyte of libraries for it, and picocli's own suggestions aren't public.
 */
public final class Suggestion {
  private static final int SHORTEST = 3;
  private static final int MOST_EDITS = 2;

  private Suggestion() {}

  /**
   * Returns what follows a message about an unknown word: a question if a known word begins in the
   * same way or differs in a third of its letters, two at most; nothing otherwise.
   */
  public static String of(String word, Collection<String> known) {
    return similar(word, known).map(": did you mean %s?"::formatted).orElse("");
  }

  private static Optional<String> similar(String word, Collection<String> known) {
    String wanted = word.toLowerCase(Locale.ROOT);
    if (wanted.length() < SHORTEST || wanted.chars().noneMatch(Character::isLetter)) {
      return Optional.empty();
    }
    return known.stream()
        .filter(each -> isSimilar(wanted, each.toLowerCase(Locale.ROOT)))
        .min(Comparator.comparingInt(each -> edits(wanted, each.toLowerCase(Locale.ROOT))));
  }

  private static boolean isSimilar(String wanted, String known) {
    return known.startsWith(wanted)
        || (known.length() >= SHORTEST && wanted.startsWith(known))
        || edits(wanted, known) <= Math.min(MOST_EDITS, wanted.length() / SHORTEST);
  }

  /** Returns how many letters are to be added, removed or replaced to make one of the other. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
