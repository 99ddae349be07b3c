package dev.ghbilling.conformance;

import dev.ghbilling.conformance.internal.http.BaseUrlParser;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options by which the tested server is found, and what it may get; defaults come from the
 * environment.
 */
final class ServerOptions {
  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = "The API's base URL, such as https://api.github.com.")
  private @Nullable String baseUrl;

  @Option(names = "--enterprise", paramLabel = "SLUG", description = "The enterprise's slug.")
  private @Nullable String enterprise;

  @Option(
      names = "--org",
      paramLabel = "ORG",
      description =
          "The organization. Without one, a server on this machine gets the contract's example;"
              + " elsewhere the organization's operations don't apply.")
  private @Nullable String organization;

  @Option(
      names = "--user",
      paramLabel = "LOGIN",
      description = "The user's login. The default is chosen as for --org.")
  private @Nullable String user;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long a response may take, including its body. Default: 30.")
  private BigDecimal timeout = BigDecimal.ZERO;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description =
          "How long to wait for an export, or for anything else that the server completes after its"
              + " response. Default: 300.")
  private BigDecimal longestWait = BigDecimal.ZERO;

  @Option(
      names = "--bad-credentials",
      description =
          "Also sends invalid tokens to a server on another machine. GitHub rejects every token for"
              + " a while after several invalid ones.")
  private boolean badCredentials;

  @Option(
      names = "--allow-insecure",
      description = "Allows plain http to another machine, which sends the token unencrypted.")
  private boolean allowInsecure;

  /**
   * Returns the server, whose billing is that of at least one enterprise, organization or user.
   *
   * @throws IllegalArgumentException when something is missing or can't be right
   */
  ServerUnderTest.Builder server(Map<String, String> environment) {
    ServerUnderTest.Builder server =
        ServerUnderTest.at(baseUrl(environment), token(environment))
            .proxies(environment)
            .badCredentials(badCredentials)
            .timeout(seconds(timeout))
            .longestWait(seconds(longestWait));
    Optional<String> slug = given(enterprise, environment, "GITHUB_ENTERPRISE");
    Optional<String> org = given(organization, environment, "GITHUB_ORGANIZATION");
    Optional<String> login = given(user, environment, "GITHUB_USER");
    if (slug.isEmpty() && org.isEmpty() && login.isEmpty()) {
      throw new IllegalArgumentException(
          "no enterprise: use --enterprise or set GITHUB_ENTERPRISE");
    }
    slug.ifPresent(server::enterprise);
    org.ifPresent(server::organization);
    login.ifPresent(server::user);
    given(null, environment, "GITHUB_OUTSIDER_TOKEN").ifPresent(server::outsiderToken);
    return server;
  }

  /** Returns the server behind the proxy, to which a client says whose billing it wants. */
  ServerUnderTest.Builder serverOfClient(Map<String, String> environment) {
    return ServerUnderTest.ofClient(baseUrl(environment))
        .proxies(environment)
        .timeout(seconds(timeout));
  }

  private URI baseUrl(Map<String, String> environment) {
    String url =
        given(baseUrl, environment, "GITHUB_API_URL")
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no base URL: use --base-url or set GITHUB_API_URL"));
    return BaseUrlParser.parse(url, allowInsecure);
  }

  private static String token(Map<String, String> environment) {
    String token =
        given(null, environment, "GH_TOKEN")
            .or(() -> given(null, environment, "GITHUB_TOKEN"))
            .orElseThrow(
                () -> new IllegalArgumentException("no token: set GH_TOKEN or GITHUB_TOKEN"));
    // A byte order mark begins what was read from a file that was saved with one.
    return token.startsWith("\uFEFF") ? token.substring(1) : token;
  }

  private static Optional<String> given(
      @Nullable String option, Map<String, String> environment, String variable) {
    return Optional.ofNullable(option == null ? environment.get(variable) : option)
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  private static Duration seconds(BigDecimal number) {
    return Duration.ofMillis(number.movePointRight(3).longValue());
  }
}
