package dev.ghbilling.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What can be said of a token that an operation refused. */
final class TokenAdvice {
  private final OperationTraits traits;
  private final Optional<TokenKind> kind;
  private final ApiAnswer answer;

  TokenAdvice(OperationTraits traits, Optional<TokenKind> kind, ApiAnswer answer) {
    this.traits = traits;
    this.kind = kind;
    this.answer = answer;
  }

  /** Whether a 404 rather means that the token may not see what is there. */
  boolean tokenIsLikelyToBlame() {
    return kind.map(TokenKind::toString).filter(traits.refusedTokens()::contains).isPresent()
        || scopeIsMissing();
  }

  private boolean scopeIsMissing() {
    Set<String> accepted = scopes("X-Accepted-OAuth-Scopes");
    Set<String> granted = scopes("X-OAuth-Scopes");
    if (header("X-OAuth-Scopes").isEmpty()) {
      return false;
    }
    return accepted.isEmpty()
        ? granted.isEmpty() && kind.equals(Optional.of(TokenKind.CLASSIC))
        : accepted.stream().noneMatch(granted::contains);
  }

  /** One sentence. */
  String sentence() {
    List<String> parts = new ArrayList<>();
    parts.add("documented for tokens: " + String.join("; ", traits.tokens()));
    kind.ifPresent(own -> parts.add("yours is " + own));
    header("X-Accepted-GitHub-Permissions").ifPresent(it -> parts.add("permissions needed: " + it));
    header("X-Accepted-OAuth-Scopes").ifPresent(it -> parts.add("scopes needed: " + it));
    header("X-OAuth-Scopes")
        .ifPresent(it -> parts.add("scopes of yours: " + (it.isBlank() ? "none" : it)));
    return String.join(", ", parts);
  }

  private Set<String> scopes(String header) {
    return header(header).stream()
        .flatMap(text -> Arrays.stream(text.split(",")))
        .map(String::strip)
        .filter(scope -> !scope.isEmpty())
        .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
  }

  private Optional<String> header(String name) {
    return answer.headers().first(name);
  }
}
