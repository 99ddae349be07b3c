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
 * @param badCredentials whether the server may get invalid tokens although it is on another machine
 * @param timeout how long a response may take, including its body
 * @param longestWait how long the server may take to complete what it prepares after its response
 * @param proxies the proxies that lead there
 */
public record TestedServer(
    URI baseUrl,
    Map<String, String> scopes,
    String token,
    Optional<String> outsiderToken,
    boolean badCredentials,
    Duration timeout,
    Duration longestWait,
    ProxyVariables proxies) {

  /** Tells whether the server is on this machine, as sandboxes and mocks usually are. */
  public boolean isLoopback() {
    return BaseUrlParser.isLoopback(baseUrl.getHost());
  }

  /** Tells whether the server gets invalid tokens, after several of which GitHub rejects any. */
  public boolean getsBadCredentials() {
    return badCredentials || isLoopback();
  }

  /**
   * Returns a token that nobody has, of the same form as the member's: the same length, beginning,
   * letters, digits and signs.
   */
  String invalidToken() {
    int secret = token.lastIndexOf('_') + 1;
    String invalid =
        token.substring(0, secret)
            + token
                .substring(secret)
                .chars()
                .mapToObj(letter -> Character.toString(another((char) letter)))
                .collect(Collectors.joining());
    return invalid.equals(token) ? token + "0" : invalid;
  }

  /** Returns another character of the same kind. */
  private static char another(char one) {
    String kind = Character.isDigit(one) ? "01" : Character.isUpperCase(one) ? "XY" : "xy";
    return !Character.isLetterOrDigit(one) ? one : kind.charAt(kind.charAt(0) == one ? 1 : 0);
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
