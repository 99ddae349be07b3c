package dev.ghbilling.spring;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * The properties below {@code ghbilling}. There is a client for each account that is named, and
 * each needs a credential; everything else has the SDK's default.
 *
 * @param enterprise The enterprise's slug. Defines a bean of type GitHubBilling.
 * @param organization The organization's login. Defines a bean of type OrganizationBilling.
 * @param user The user's login. Defines a bean of type UserBilling.
 * @param token The token that is sent to GitHub.
 * @param tokenFile A file that contains only the token. It is read again for each attempt, so that
 *     the token can be replaced while the application runs.
 * @param app The GitHub App whose installation's token is sent.
 * @param baseUrl The base URL of the API.
 * @param allowInsecure Whether plain http to other machines is allowed, which exposes the token to
 *     the network.
 * @param apiVersion The version of the API to request; the contract's by default.
 * @param userAgent The application's name in User-Agent; spring.application.name by default.
 * @param connectTimeout The maximum duration of connecting.
 * @param readTimeout The maximum time to wait for data from the server.
 * @param callTimeout The maximum duration of a call, including all attempts and pauses.
 * @param downloadTimeout The maximum duration of the download of one file, including all attempts
 *     and pauses.
 * @param maxConcurrentReads The maximum number of concurrent read calls.
 * @param cachedResponses The maximum number of cached responses; 0 disables the cache.
 * @param headers Headers that are added to every request to the API.
 * @param problemDetails Whether the client's exceptions that a web controller throws become problem
 *     details (RFC 9457).
 * @param clients More clients by bean name, to be injected with a qualifier. Each has its own
 *     account; other properties that it doesn't set are taken from those above.
 */
@ConfigurationProperties("ghbilling")
public record GitHubBillingProperties(
    @Nullable String enterprise,
    @Nullable String organization,
    @Nullable String user,
    @Nullable String token,
    @Nullable Resource tokenFile,
    @Nullable App app,
    @Nullable URI baseUrl,
    @Nullable Boolean allowInsecure,
    @Nullable String apiVersion,
    @Nullable String userAgent,
    @Nullable Duration connectTimeout,
    @Nullable Duration readTimeout,
    @Nullable Duration callTimeout,
    @Nullable Duration downloadTimeout,
    @Nullable Integer maxConcurrentReads,
    @Nullable Integer cachedResponses,
    @DefaultValue Map<String, String> headers,
    @DefaultValue("false") boolean problemDetails,
    @DefaultValue Map<String, GitHubBillingProperties> clients) {

  /** Takes a blank credential for none, which a placeholder such as {@code ${GH_TOKEN:}} leaves. */
  public GitHubBillingProperties {
    token = isBlank(token) ? null : token;
    app = app == null || app.isBlank() ? null : app;
  }

  private static boolean isBlank(@Nullable String value) {
    return value == null || value.isBlank();
  }

  /**
   * A GitHub App.
   *
   * @param id The app's client ID or app ID.
   * @param installation The ID of the app's installation.
   * @param privateKey The PEM file that contains the app's private key.
   */
  public record App(
      @Nullable String id, @Nullable Long installation, @Nullable Resource privateKey) {
    boolean isBlank() {
      return GitHubBillingProperties.isBlank(id) && installation == null && privateKey == null;
    }
  }

  /** Names the accounts and no secret. */
  @Override
  public String toString() {
    return "GitHubBillingProperties[enterprise=%s, organization=%s, user=%s, clients=%s]"
        .formatted(enterprise, organization, user, clients);
  }
}
