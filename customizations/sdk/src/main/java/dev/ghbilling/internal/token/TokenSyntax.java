package dev.ghbilling.internal.token;

import java.util.Locale;
import java.util.stream.Stream;

/** The characters that a token may have: those of RFC 6750, which defines bearer tokens. */
public final class TokenSyntax {
  /** Begins a file that was saved as "UTF-8 with BOM", and so whatever was read from it. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final String QUOTES = "\"'`";
  private static final String PUNCTUATION = "-._~+/";

  private TokenSyntax() {}

  /**
   * Returns the token without surrounding white space, and without a byte order mark before it.
   *
   * @param setting where the token is from, for the message
   * @throws IllegalArgumentException when the text is empty or has other characters than a token;
   *     the message says what it looks like, and contains nothing of it
   */
  public static String require(String setting, String token) {
    String text = token.strip();
    String trimmed = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1).strip() : text;
    if (trimmed.isEmpty()) {
      throw new IllegalArgumentException(setting + " must not be empty");
    }
    if (!isToken(trimmed)) {
      throw new IllegalArgumentException(
          "%s is malformed: %s; give the token alone".formatted(setting, resemblance(trimmed)));
    }
    return trimmed;
  }

  /** Equals signs may stand at the end of a token only. */
  private static boolean isToken(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '=') {
      end--;
    }
    return end > 0 && text.chars().limit(end).allMatch(TokenSyntax::isOfAToken);
  }

  private static boolean isOfAToken(int c) {
    return (c < 128 && Character.isLetterOrDigit(c)) || PUNCTUATION.indexOf(c) >= 0;
  }

  private static String resemblance(String text) {
    if (text.indexOf('=') > 0) {
      return "it looks like an assignment (NAME=...)";
    }
    if (QUOTES.indexOf(text.charAt(0)) >= 0
        || QUOTES.indexOf(text.charAt(text.length() - 1)) >= 0) {
      return "it is in quotes";
    }
    String lowerCase = text.toLowerCase(Locale.ROOT);
    if (Stream.of("bearer ", "token ", "basic ").anyMatch(lowerCase::startsWith)) {
      return "it begins with a scheme such as Bearer";
    }
    return text.chars().anyMatch(Character::isWhitespace)
        ? "it has several words or lines"
        : "it has characters that no token has";
  }
}
