package dev.ghbilling.sandbox.internal.api;

import dev.ghbilling.sandbox.internal.http.ErrorResponseException;
import dev.ghbilling.sandbox.internal.http.ServerRequest;
import java.util.Locale;
import java.util.Optional;

/** A check of a request's bearer token. */
public final class Authentication {
  private static final String SCHEME = "bearer ";

  private final Optional<String> accepted;
  private final Optional<String> outsider;

  /**
   * Creates a check.
   *
   * @param accepted the only token that is accepted; empty to accept any
   * @param outsider the token of somebody without rights in the enterprise
   */
  public Authentication(Optional<String> accepted, Optional<String> outsider) {
    this.accepted = accepted;
    this.outsider = outsider;
  }

  /**
   * Checks the token of a request.
   *
   * @throws ErrorResponseException 401, or 403 for the outsider's token
   */
  void check(ServerRequest request) {
    String credentials = request.header("Authorization").orElse("");
    if (!credentials.toLowerCase(Locale.ROOT).startsWith(SCHEME)
        || credentials.substring(SCHEME.length()).isBlank()) {
      throw ErrorResponseException.of(401, "Requires authentication");
    }
    String token = credentials.substring(SCHEME.length()).strip();
    if (outsider.isPresent() && outsider.get().equals(token)) {
      throw ErrorResponseException.of(403, "Must have admin rights to the enterprise.");
    }
    if (accepted.isPresent() && !accepted.get().equals(token)) {
      throw ErrorResponseException.of(401, "Bad credentials");
    }
  }
}
