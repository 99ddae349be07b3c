package dev.ghbilling.conformance.internal.http;

import dev.ghbilling.conformance.internal.http.OperationRequest.Credentials;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
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

  /** Returns the token that a request carries. */
  String token(Credentials credentials) {
    int secret = token.lastIndexOf('_') + 1;
    int last = Math.max(0, token.length() - 1);
    return switch (credentials) {
      case NONE -> "";
      case MEMBER, MALFORMED -> token;
      case OUTSIDER -> outsiderToken.orElse("");
      case INVALID, OTHER_SCHEME -> others(token, secret);
      case OTHER_LETTER -> otherLetter((secret + token.length()) / 2);
      case SHORTENED -> token.substring(0, last);
      case LENGTHENED -> token + "x";
      case OTHER_CASE -> {
        String other =
            token
                .chars()
                .map(
                    one ->
                        Character.isUpperCase(one)
                            ? Character.toLowerCase(one)
                            : Character.toUpperCase(one))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        yield other.equals(token) ? others(token, last) : other;
      }
    };
  }

  /** Returns the token with another letter; the last one needn't count in base64. */
  private String otherLetter(int at) {
    String other =
        token.isEmpty()
            ? ""
            : token.substring(0, at) + another(token.charAt(at)) + token.substring(at + 1);
    return other.equals(token) ? others(token, token.lastIndexOf('_') + 1) : other;
  }

  /**
   * Returns a token that nobody has, of the same form: from a place on, it has other characters of
   * the same kinds.
   */
  private static String others(String token, int from) {
    String others =
        token.substring(0, from)
            + token
                .substring(from)
                .chars()
                .mapToObj(letter -> Character.toString(another((char) letter)))
                .collect(Collectors.joining());
    return others.equals(token) ? token + "0" : others;
  }

  /** Returns another character of the same kind. */
  private static char another(char one) {
    String kind = Character.isDigit(one) ? "01" : Character.isUpperCase(one) ? "XY" : "xy";
    return !Character.isLetterOrDigit(one) ? one : kind.charAt(kind.charAt(0) == one ? 1 : 0);
  }

  /** Returns the tokens, and those from which one can be guessed, which no report may show. */
  public List<String> tokens() {
    return Stream.concat(
            Stream.concat(Stream.of(Credentials.MEMBER), Credentials.UNKNOWN_TOKENS.stream())
                .map(this::token),
            outsiderToken.stream())
        .sorted(Comparator.comparing(String::length).reversed())
        .toList();
  }

  /** Returns a description without the tokens. */
  @Override
  public String toString() {
    return scopes.entrySet().stream()
        .map(scope -> scope.getKey() + " " + scope.getValue())
        .collect(Collectors.joining(", ", "", " at " + baseUrl));
  }
}
