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
 * @param enterprise The enterprise's slug. Makes a bean of type GitHubBilling.
 * @param organization The organization's login. Makes a bean of type OrganizationBilling.
 * @param user The user's login. Makes a bean of type UserBilling.
 * @param token The token that is sent to GitHub.
 * @param tokenFile A file with the token in it and nothing else. It is read again for each attempt,
 *     so that the token can be replaced while the application runs.
 * @param app The GitHub App whose installation's token is sent.
 * @param baseUrl Where the API is.
 * @param allowInsecure Whether plain http to other machines is allowed, which shows the token to
 *     the network.
 * @param apiVersion The version of the API to ask for; that of the contract by default.
 * @param userAgent The application's name in User-Agent; spring.application.name by default.
 * @param connectTimeout How long connecting may take.
 * @param readTimeout How long the server may be silent.
 * @param callTimeout How long a call may take with all its attempts and pauses.
 * @param downloadTimeout How long the download of one file may take with all its attempts and
 *     pauses.
 * @param maxConcurrentReads How many reading calls may be in progress at once.
 * @param cachedResponses How many responses are cached; none when 0.
 * @param headers Headers that are added to every request for the API.
 * @param problemDetails Whether exceptions of the client that a web controller throws become
 *     problem details (RFC 9457).
 * @param clients More clients by the name of their bean, to be injected with a qualifier. Each has
 *     its own account; what else it doesn't set is taken from the properties above.
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

  /** Takes a blank token for none, which a placeholder such as {@code ${GH_TOKEN:}} leaves. */
  public GitHubBillingProperties {
    token = token == null || token.isBlank() ? null : token;
  }

  /**
   * A GitHub App.
   *
   * @param id The app's client id or number.
   * @param installation The number of its installation.
   * @param privateKey The PEM file with the app's private key.
   */
  public record App(
      @Nullable String id, @Nullable Long installation, @Nullable Resource privateKey) {}

  /** Names the accounts and no secret. */
  @Override
  public String toString() {
    return "GitHubBillingProperties[enterprise=%s, organization=%s, user=%s, clients=%s]"
        .formatted(enterprise, organization, user, clients);
  }
}
