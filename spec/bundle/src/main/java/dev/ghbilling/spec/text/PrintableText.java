package dev.ghbilling.spec.text;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The filter for text that people read. A terminal obeys control characters, some characters change
 * the direction or the line of what is read after them, and others are invisible. Whoever sends the
 * text could therefore hide or forge what a program says.
 *
 * <p>These characters are Unicode's categories of controls (Cc), format characters (Cf), surrogates
 * (Cs) and separators of lines and paragraphs (Zl, Zp), and its property
 * Default_Ignorable_Code_Point.
 *
 * <p>A joiner or a variation selector is visible by its effect on the character before it, if that
 * is a symbol, such as an emoji, or belongs to another script than Latin, Greek and Cyrillic. So
 * names in Persian, Hindi or Japanese stay as they are. The SDK has the same rule for its messages,
 * and a test that compares the two.
 */
public final class PrintableText {
  private static final String VARIATION_SELECTORS = "\\uFE00-\\uFE0F\\x{E0100}-\\x{E01EF}";

  private static final String INVISIBLE =
      "\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}"
          + VARIATION_SELECTORS
          + "\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2065\\u3164\\uFFA0"
          + "\\uFFF0-\\uFFF8\\x{E0000}-\\x{E0FFF}";

  /**
   * What a joiner or a variation selector may change: symbols, colours of skin and letters. The
   * colours aren't escaped, since Java looks behind by code points only if the pattern has one that
   * is a surrogate pair.
   */
  private static final String SHAPED =
      "[\\p{So}\uD83C\uDFFB-\uD83C\uDFFF[\\p{Lo}\\p{Lm}\\p{Mn}\\p{Mc}&&[^"
          + INVISIBLE
          + "\\p{IsLatin}\\p{IsGreek}\\p{IsCyrillic}\\p{IsCommon}\\p{IsInherited}\\p{IsUnknown}]]]";

  /** After a character that has no effect on the one before it. */
  private static final String INEFFECTIVE =
      "(?<!%1$s[\\u200C\\u200D%2$s])(?<!%1$s\\uFE0F\\u200D)".formatted(SHAPED, VARIATION_SELECTORS);

  private static final Pattern WITHIN_LINE = invisible("");
  private static final Pattern WITHIN_LINES = invisible("&&[^\\n]");
  private static final Pattern WITHIN_JSON = invisible("&&[^\\n\\r\\t]");

  private PrintableText() {}

  private static Pattern invisible(String but) {
    return Pattern.compile("(?:[" + INVISIBLE + but + "]" + INEFFECTIVE + ")+");
  }

  /** Returns a text as one line, in which a space replaces such characters. */
  public static String line(String text) {
    return WITHIN_LINE.matcher(text).replaceAll(" ");
  }

  /** Returns a text of lines, in which a space replaces such characters except line feeds. */
  static String lines(String text) {
    return WITHIN_LINES.matcher(text).replaceAll(" ");
  }

  /**
   * Escapes such characters in a JSON document, whose values stay equal. Outside of strings, JSON
   * has only line feeds, carriage returns and tabs, which strings can't contain unescaped.
   */
  static String json(String document) {
    return WITHIN_JSON.matcher(document).replaceAll(match -> escaped(match.group()));
  }

  private static String escaped(String characters) {
    return characters
        .chars()
        .mapToObj(character -> String.format(Locale.ROOT, "\\\\u%04x", character))
        .collect(Collectors.joining());
  }
}
