package dev.ghbilling.conformance.internal.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A server that is tested against the contract, and how to address it.
 *
 * @param baseUrl the API's base URL, without a trailing slash
 * @param enterprise the enterprise's slug
 * @param token the token of a member, who may read and, if that is allowed, write
 * @param outsiderToken the token of somebody without any right in the enterprise
 * @param timeout how long a response may take, including its body
 * @param proxies the proxies that lead there
 */
public record TestedServer(
    URI baseUrl,
    String enterprise,
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
    return "enterprise " + enterprise + " at " + baseUrl;
  }
}
