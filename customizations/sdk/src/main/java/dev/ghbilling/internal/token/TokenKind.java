package dev.ghbilling.internal.token;

import java.util.Arrays;
import java.util.Optional;

/** A kind of GitHub token, recognized by its prefix and named as in the contract. */
public enum TokenKind {
  CLASSIC("ghp_", "classic"),
  FINE_GRAINED("github_pat_", "fine-grained"),
  APP_INSTALLATION("ghs_", "app-installation"),
  APP_USER("ghu_", "app-user"),
  OAUTH_APP("gho_", "oauth-app");

  private final String prefix;
  private final String label;

  TokenKind(String prefix, String label) {
    this.prefix = prefix;
    this.label = label;
  }

  /** Returns the token's kind; empty when it has none of the known prefixes. */
  public static Optional<TokenKind> of(String token) {
    return Arrays.stream(values()).filter(kind -> token.startsWith(kind.prefix)).findFirst();
  }

  @Override
  public String toString() {
    return label;
  }
}
