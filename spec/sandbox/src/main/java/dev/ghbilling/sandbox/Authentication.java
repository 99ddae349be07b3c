package dev.ghbilling.sandbox;

import java.util.Locale;
import java.util.Optional;

/** Who may ask: any bearer of a token, or only the bearer of the one; never an outsider. */
final class Authentication {
  private static final String SCHEME = "bearer ";

  private final Optional<String> accepted;
  private final Optional<String> outsider;

  Authentication(Optional<String> accepted, Optional<String> outsider) {
    this.accepted = accepted;
    this.outsider = outsider;
  }

  /**
   * Lets a request pass.
   *
   * @throws Refusal 401, or 403 for the outsider
   */
  void check(Request request) {
    String credentials = request.header("Authorization").orElse("");
    if (!credentials.toLowerCase(Locale.ROOT).startsWith(SCHEME)
        || credentials.substring(SCHEME.length()).isBlank()) {
      throw Refusal.of(401, "Requires authentication");
    }
    String token = credentials.substring(SCHEME.length()).strip();
    if (outsider.isPresent() && outsider.get().equals(token)) {
      throw Refusal.of(403, "Must have admin rights to the enterprise.");
    }
    if (accepted.isPresent() && !accepted.get().equals(token)) {
      throw Refusal.of(401, "Bad credentials");
    }
  }
}
