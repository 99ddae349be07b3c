package dev.ghbilling.internal.token;

/** The characters that a token may have. */
public final class TokenSyntax {
  private TokenSyntax() {}

  /**
   * Returns the token without surrounding white space.
   *
   * @throws IllegalArgumentException when the token is empty or contains anything but visible ASCII
   *     characters; the message doesn't contain the token
   */
  public static String require(String token) {
    String trimmed = token.strip();
    if (trimmed.isEmpty() || !trimmed.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "the token must not be empty and must contain only visible ASCII characters");
    }
    return trimmed;
  }
}
