package dev.ghbilling.internal.token;

/** The characters that a token may have. */
public final class TokenSyntax {
  /** Begins a file that was saved as "UTF-8 with BOM", and so whatever was read from it. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private TokenSyntax() {}

  /**
   * Returns the token without surrounding white space, and without a byte order mark before it.
   *
   * @param setting where the token is from, for the message
   * @throws IllegalArgumentException when the token is empty or contains anything but visible ASCII
   *     characters; the message doesn't contain the token
   */
  public static String require(String setting, String token) {
    String text = token.strip();
    String trimmed = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1).strip() : text;
    if (trimmed.isEmpty() || !trimmed.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          setting + " must not be empty and must contain only visible ASCII characters");
    }
    return trimmed;
  }
}
