package dev.ghbilling.error;

/** A text of a server's, made safe to print: one line without control characters. */
final class OneLine {
  private static final int LONGEST = 2_000;

  private OneLine() {}

  static String of(String text) {
    String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+", " ").strip();
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
  }
}
