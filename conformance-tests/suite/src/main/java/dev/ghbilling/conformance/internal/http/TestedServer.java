package dev.ghbilling.conformance.internal.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server that is tested against the contract, and how to address it.
 *
 * @param baseUrl the API's base URL, without a trailing slash
 * @param scopes whose billing it is, by the parameter that begins a path: an enterprise's slug, an
 *     organization's name, a user's login
 * @param token the token of a member, who may read and, if that is allowed, write
 * @param outsiderToken the token of somebody without any right there
 * @param timeout how long a response may take, including its body
 * @param proxies the proxies that lead there
 */
public record TestedServer(
    URI baseUrl,
    Map<String, String> scopes,
    String token,
    Optional<String> outsiderToken,
    Duration timeout,
    ProxyVariables proxies) {

  /** Tells whether the server is on this machine, as sandboxes and mocks usually are. */
  public boolean isLoopback() {
    return BaseUrlParser.isLoopback(baseUrl.getHost());
  }

  /** Returns the tokens, which no report may show. */
  public List<String> tokens() {
    return Stream.concat(Stream.of(token), outsiderToken.stream()).toList();
  }

  /** Returns a description without the tokens. */
  @Override
  public String toString() {
    return scopes.entrySet().stream()
        .map(scope -> scope.getKey() + " " + scope.getValue())
        .collect(Collectors.joining(", ", "", " at " + baseUrl));
  }
}
