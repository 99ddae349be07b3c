package dev.ghbilling.internal.text;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * The characters that a reader doesn't see, and by which a text can hide or forge what it says:
 * Unicode's categories of controls (Cc), format characters (Cf), surrogates (Cs) and separators of
 * lines and paragraphs (Zl, Zp), and its property Default_Ignorable_Code_Point.
 *
 * <p>A joiner or a variation selector is visible by its effect on the character before it, if that
 * is a symbol, such as an emoji, or belongs to another script than Latin, Greek and Cyrillic. So
 * names in Persian, Hindi or Japanese stay as they are. The command line's {@code PrintableText}
 * has the same rule.
 */
final class Invisible {
  private static final int NON_JOINER = 0x200C;
  private static final int JOINER = 0x200D;
  private static final int EMOJI_STYLE = 0xFE0F;

  private static final Set<UnicodeScript> WITHOUT_JOINERS =
      EnumSet.of(
          UnicodeScript.LATIN,
          UnicodeScript.GREEK,
          UnicodeScript.CYRILLIC,
          UnicodeScript.COMMON,
          UnicodeScript.INHERITED,
          UnicodeScript.UNKNOWN);

  private Invisible() {}

  /** Tells whether the character is invisible wherever it stands, unless it joins others. */
  static boolean is(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default ->
          isVariationSelector(c)
              || c == 0x034F // combining grapheme joiner
              || c == 0x2065 // unassigned, among format characters
              || c == 0x3164 // Hangul fillers
              || c == 0xFFA0
              || isBetween(c, 0x115F, 0x1160)
              || isBetween(c, 0x17B4, 0x17B5) // Khmer vowels
              || isBetween(c, 0x180B, 0x180F) // Mongolian selectors
              || isBetween(c, 0xFFF0, 0xFFF8) // unassigned
              || isBetween(c, 0xE0000, 0xE0FFF); // tags
    };
  }

  /** Tells whether the character at the index has an effect on the one before it. */
  static boolean isEffective(String text, int index) {
    int c = text.codePointAt(index);
    if (index == 0 || !(c == NON_JOINER || c == JOINER || isVariationSelector(c))) {
      return false;
    }
    int before = text.codePointBefore(index);
    if (c == JOINER && before == EMOJI_STYLE && index > 1) {
      before = text.codePointBefore(index - 1);
    }
    return !is(before) && isShaped(before);
  }

  private static boolean isShaped(int c) {
    return switch (Character.getType(c)) {
      case Character.OTHER_SYMBOL -> true;
      case Character.MODIFIER_SYMBOL -> isBetween(c, 0x1F3FB, 0x1F3FF); // colours of skin
      case Character.OTHER_LETTER,
          Character.MODIFIER_LETTER,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK ->
          !WITHOUT_JOINERS.contains(UnicodeScript.of(c));
      default -> false;
    };
  }

  private static boolean isVariationSelector(int c) {
    return isBetween(c, 0xFE00, EMOJI_STYLE) || isBetween(c, 0xE0100, 0xE01EF);
  }

  private static boolean isBetween(int c, int first, int last) {
    return first <= c && c <= last;
  }
}
