package dev.ghbilling.internal.text;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text whose escapes of URLs, JSON and HTML are undone, however often they were applied, and
 * whose invisible characters are left out, with the place of each character in the original. Takes
 * time in proportion to the text's length: a character that completes an escape replaces it.
 */
final class PlainText {
  /** Stands for a character that would end a word, but is escaped in a URL and doesn't. */
  static final char ESCAPED = '\uFFFD';

  private static final int LONGEST_REFERENCE = 10;

  /** The names of HTML for the characters that a URL, a header or JSON is made of. */
  private static final Map<String, Character> REFERENCES =
      Map.ofEntries(
          Map.entry("amp", '&'),
          Map.entry("quot", '"'),
          Map.entry("apos", '\''),
          Map.entry("lt", '<'),
          Map.entry("gt", '>'),
          Map.entry("nbsp", ' '),
          Map.entry("equals", '='),
          Map.entry("quest", '?'),
          Map.entry("num", '#'),
          Map.entry("sol", '/'),
          Map.entry("bsol", '\\'),
          Map.entry("colon", ':'),
          Map.entry("percnt", '%'),
          Map.entry("lowbar", '_'),
          Map.entry("shy", '\u00AD'));

  private final char[] plain;
  private final int[] from;
  private final int[] to;
  private int length;

  private PlainText(String text) {
    plain = new char[text.length()];
    from = new int[text.length()];
    to = new int[text.length()];
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int end = i + Character.charCount(c);
      append(c, i, end);
      i = end;
    }
  }

  static PlainText of(String text) {
    return new PlainText(text);
  }

  /** Returns where the character at the index begins in the original. */
  int from(int index) {
    return from[index];
  }

  /** Returns where the character at the index ends in the original. */
  int to(int index) {
    return to[index];
  }

  @Override
  public String toString() {
    return new String(plain, 0, length);
  }

  private void append(int c, int start, int end) {
    int begin = start;
    Integer next = c;
    while (next != null) {
      int character = next;
      if (character <= ' ' || character > '~') {
        if (Character.isWhitespace(character) || Character.isSpaceChar(character)) {
          character = ' ';
        } else if (Invisible.is(character)) {
          return;
        }
      }
      plain[length] = isFullwidth(character) ? (char) (character - 0xFEE0) : inOne(character);
      from[length] = begin;
      to[length] = end;
      length++;
      Escape escape = completed();
      next = escape == null ? null : escape.character();
      if (escape != null) {
        length -= escape.length();
        begin = from[length];
      }
    }
  }

  private static char inOne(int character) {
    return Character.isBmpCodePoint(character) ? (char) character : ESCAPED;
  }

  private static boolean isFullwidth(int character) {
    return 0xFF01 <= character && character <= 0xFF5E;
  }

  private record Escape(int length, int character) {}

  /** Returns the escape that the last character completes, if any. */
  private @Nullable Escape completed() {
    char last = plain[length - 1];
    if (last == ';') {
      return reference();
    }
    if (Character.digit(last, 16) >= 0) {
      if (is(3, '%') && hex(2) >= 0) {
        return new Escape(3, inUrl(hex(2)));
      }
      if (is(4, '\\') && is(3, 'x') && hex(2) >= 0) {
        return new Escape(4, hex(2));
      }
      if ((is(6, '\\') || is(6, '%')) && is(5, 'u') && hex(4) >= 0) {
        return new Escape(6, hex(4));
      }
    }
    if (is(2, '\\')) {
      return switch (last) {
        case 'n', 'r', 't' -> new Escape(2, ' ');
        case '"', '\'', '/', '\\', '&', '=', '?', ':' -> new Escape(2, last);
        default -> null;
      };
    }
    return null;
  }

  /** Octets beyond ASCII are parts of a character that no secret has; they may be invisible. */
  private static int inUrl(int octet) {
    if (octet > 0x7F) {
      return 0;
    }
    return Character.isWhitespace(octet) || "\"'<>".indexOf(octet) >= 0 ? ESCAPED : octet;
  }

  private @Nullable Escape reference() {
    for (int count = 3; count <= Math.min(length, LONGEST_REFERENCE + 2); count++) {
      if (is(count, '&')) {
        String name = new String(plain, length - count + 1, count - 2);
        Integer character = character(name);
        return character == null ? null : new Escape(count, character);
      }
    }
    return null;
  }

  private static @Nullable Integer character(String name) {
    if (!name.startsWith("#")) {
      Character named = REFERENCES.get(name);
      return named == null ? null : Integer.valueOf(named);
    }
    boolean inHex = name.startsWith("x", 1) || name.startsWith("X", 1);
    try {
      int code = Integer.parseInt(name, inHex ? 2 : 1, name.length(), inHex ? 16 : 10);
      return Character.isValidCodePoint(code) ? code : null;
    } catch (NumberFormatException | IndexOutOfBoundsException notANumber) {
      return null;
    }
  }

  private boolean is(int fromEnd, char c) {
    return length >= fromEnd && plain[length - fromEnd] == c;
  }

  /** Returns the value of the last digits, or -1. */
  private int hex(int digits) {
    int value = 0;
    for (int i = length - digits; i < length; i++) {
      int digit = i < 0 ? -1 : Character.digit(plain[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }
}
