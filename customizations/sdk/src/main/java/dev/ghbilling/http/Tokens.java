package dev.ghbilling.http;

/** What a token looks like. */
public final class Tokens {
  private Tokens() {}

  /**
   * The token without the space around it.
   *
   * @throws IllegalArgumentException when it is empty or has characters that no token has; the
   *     message doesn't repeat it
   */
  public static String require(String token) {
    String trimmed = token.strip();
    if (trimmed.isEmpty() || !trimmed.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException("the token is empty, or has characters no token has");
    }
    return trimmed;
  }
}
