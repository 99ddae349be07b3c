package dev.ghbilling.internal.call;

import dev.ghbilling.internal.token.TokenKind;
import dev.ghbilling.internal.transport.HttpHeaders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The advice on a token that an operation refused, from the contract and the response's headers.
 */
final class TokenAdvice {
  private final CalledOperation operation;
  private final @Nullable TokenKind kind;
  private final Map<String, Collection<String>> headers;

  TokenAdvice(
      CalledOperation operation,
      @Nullable TokenKind kind,
      Map<String, Collection<String>> headers) {
    this.operation = operation;
    this.kind = kind;
    this.headers = headers;
  }

  /** Returns whether a 404 most likely means that the token must not see the resource. */
  boolean suspectsToken() {
    return (kind != null && operation.refusedTokens().contains(kind.toString()))
        || scopeIsMissing();
  }

  private boolean scopeIsMissing() {
    Set<String> accepted = scopes("X-Accepted-OAuth-Scopes");
    Set<String> granted = scopes("X-OAuth-Scopes");
    if (header("X-OAuth-Scopes").isEmpty()) {
      return false;
    }
    return accepted.isEmpty()
        ? granted.isEmpty() && kind == TokenKind.CLASSIC
        : accepted.stream().noneMatch(granted::contains);
  }

  /** Returns the advice, in one sentence. */
  String sentence() {
    List<String> parts = new ArrayList<>();
    parts.add(
        operation.tokens().isEmpty()
            ? "GitHub's documentation of the endpoint names the tokens that it takes"
            : "documented for tokens: " + String.join("; ", operation.tokens()));
    if (kind != null) {
      parts.add("yours is " + kind);
    }
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
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Optional<String> header(String name) {
    return HttpHeaders.first(headers, name);
  }
}
