package dev.ghbilling.spec.text;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** The number of columns that a text takes up in a terminal with a fixed-width font. */
final class DisplayWidth {
  private static final Set<UnicodeScript> WIDE_SCRIPTS =
      EnumSet.of(
          UnicodeScript.BOPOMOFO,
          UnicodeScript.HAN,
          UnicodeScript.HANGUL,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.YI);

  private DisplayWidth() {}

  static int of(String text) {
    return text.codePoints().map(DisplayWidth::of).sum();
  }

  private static int of(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(codePoint) ? 2 : 1;
    };
  }

  /** Follows the classes W and F of Unicode Standard Annex 11, "East Asian Width". */
  private static boolean isWide(int codePoint) {
    return (WIDE_SCRIPTS.contains(UnicodeScript.of(codePoint)) && !isHalfwidth(codePoint))
        || isBetween(codePoint, 0x3000, 0x303E) // CJK punctuation
        || isBetween(codePoint, 0xFF01, 0xFF60) // fullwidth forms
        || isBetween(codePoint, 0xFFE0, 0xFFE6)
        || isBetween(codePoint, 0x1F300, 0x1FAFF); // emoji
  }

  private static boolean isHalfwidth(int codePoint) {
    return isBetween(codePoint, 0xFF61, 0xFFDC);
  }

  private static boolean isBetween(int codePoint, int first, int last) {
    return first <= codePoint && codePoint <= last;
  }
}
