package dev.ghbilling.spec.text;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The filter for text that people read. A terminal obeys control characters, and some characters
 * change the direction or the line of what is read after them. Whoever sends the text could
 * therefore hide or forge what a program says.
 *
 * <p>These characters are the controls of ASCII and of ISO 6429 (U+0000 to U+001F and U+007F to
 * U+009F), the separators of lines and paragraphs, and the controls of direction.
 */
public final class PrintableText {
  private static final String UNSAFE = "\\p{Cc}\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u206F";

  private static final Pattern WITHIN_LINE = Pattern.compile("[" + UNSAFE + "]+");
  private static final Pattern WITHIN_LINES = Pattern.compile("[" + UNSAFE + "&&[^\\n]]+");
  private static final Pattern WITHIN_JSON = Pattern.compile("[" + UNSAFE + "&&[^\\n\\r\\t]]");

  private PrintableText() {}

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
    return WITHIN_JSON
        .matcher(document)
        .replaceAll(
            match -> String.format(Locale.ROOT, "\\\\u%04x", (int) match.group().charAt(0)));
  }
}
