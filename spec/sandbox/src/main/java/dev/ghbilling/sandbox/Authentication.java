package dev.ghbilling.sandbox;

import java.util.Locale;
import java.util.Optional;

/** Who may ask: any bearer of a token, or only the bearer of the one. */
final class Authentication {
  private static final String SCHEME = "bearer ";

  private final Optional<String> accepted;

  Authentication(Optional<String> accepted) {
    this.accepted = accepted;
  }

  /**
   * Lets a request pass.
   *
   * @throws Refusal 401
   */
  void check(Request request) {
    String credentials = request.header("Authorization").orElse("");
    if (!credentials.toLowerCase(Locale.ROOT).startsWith(SCHEME)
        || credentials.substring(SCHEME.length()).isBlank()) {
      throw Refusal.of(401, "Requires authentication");
    }
    String token = credentials.substring(SCHEME.length()).strip();
    if (accepted.isPresent() && !accepted.get().equals(token)) {
      throw Refusal.of(401, "Bad credentials");
    }
  }
}
