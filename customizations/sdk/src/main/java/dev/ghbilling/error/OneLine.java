package dev.ghbilling.error;

import java.util.regex.Pattern;

/** The rule that makes a server's text safe to print: one line without control characters. */
final class OneLine {
  private static final int MAX_LENGTH = 2_000;
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+");

  private OneLine() {}

  static String of(String text) {
    String start = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
    String line = INVISIBLE.matcher(start).replaceAll(" ").strip();
    return start.length() < text.length() ? line + "..." : line;
  }
}
