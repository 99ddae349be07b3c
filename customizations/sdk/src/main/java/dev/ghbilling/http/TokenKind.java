package dev.ghbilling.http;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of GitHub's tokens, which their prefixes tell; named as in the contract. */
enum TokenKind {
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

  static Optional<TokenKind> of(String token) {
    return Arrays.stream(values()).filter(kind -> token.startsWith(kind.prefix)).findFirst();
  }

  @Override
  public String toString() {
    return label;
  }
}
