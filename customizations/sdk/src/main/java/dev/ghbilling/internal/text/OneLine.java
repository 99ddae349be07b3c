package dev.ghbilling.internal.text;

/**
 * The rule that makes a text of a server's safe to print: one line of at most 2,000 characters,
 * without a secret and without {@linkplain Invisible invisible characters}.
 */
public final class OneLine {
  private static final int LONGEST_READ = 16 * 1024;
  private static final int LONGEST = 2_000;

  private OneLine() {}

  /** Returns the text, or its beginning, with a space for the invisible characters in a row. */
  public static String of(String text) {
    String read = text.substring(0, Math.min(text.length(), LONGEST_READ));
    String shown = Redaction.of(read);
    String start = shown.substring(0, Math.min(shown.length(), LONGEST));
    String line = visible(start).strip();
    return start.length() < shown.length() || read.length() < text.length() ? line + "..." : line;
  }

  static String visible(String text) {
    StringBuilder line = new StringBuilder(text.length());
    boolean inGap = false;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (!Invisible.is(c) || Invisible.isEffective(text, i)) {
        line.appendCodePoint(c);
        inGap = false;
      } else if (!inGap) {
        line.append(' ');
        inGap = true;
      }
    }
    return line.toString();
  }
}
