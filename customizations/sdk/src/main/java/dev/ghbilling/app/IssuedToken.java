package dev.ghbilling.app;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ghbilling.internal.token.TokenSyntax;
import java.time.Instant;
import java.util.Objects;

/** A token and its expiry. Not a record, whose text would show the token. */
@JsonIgnoreProperties(ignoreUnknown = true)
final class IssuedToken {
  private final String token;
  private final Instant expiresAt;

  @JsonCreator
  IssuedToken(@JsonProperty("token") String token, @JsonProperty("expires_at") String expiresAt) {
    this.token =
        TokenSyntax.require("the token", Objects.requireNonNull(token, "token is required"));
    this.expiresAt = Instant.parse(Objects.requireNonNull(expiresAt, "expires_at is required"));
  }

  String token() {
    return token;
  }

  Instant expiresAt() {
    return expiresAt;
  }
}
