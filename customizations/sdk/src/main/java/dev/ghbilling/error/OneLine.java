package dev.ghbilling.error;

/** The rule that makes a server's text safe to print: one line without control characters. */
final class OneLine {
  private static final int MAX_LENGTH = 2_000;

  private OneLine() {}

  static String of(String text) {
    String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+", " ").strip();
    return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "..." : line;
  }
}
