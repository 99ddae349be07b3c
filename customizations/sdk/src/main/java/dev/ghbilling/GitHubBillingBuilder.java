package dev.ghbilling;

import dev.ghbilling.http.ApiClients;
import dev.ghbilling.http.BaseUrl;
import dev.ghbilling.http.PathSegment;
import dev.ghbilling.http.Sleeper;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Configures a {@link GitHubBilling}. An enterprise and a token are needed, all else has defaults.
 */
public final class GitHubBillingBuilder {
  private static final URI PUBLIC_API = URI.create("https://api.github.com");

  private @Nullable String enterprise;
  private @Nullable String token;
  private URI baseUrl = PUBLIC_API;
  private boolean allowInsecure;
  private @Nullable String apiVersion;
  private @Nullable String userAgent;
  private Duration connectTimeout = Duration.ofSeconds(10);
  private Duration readTimeout = Duration.ofSeconds(30);
  private Clock clock = Clock.systemUTC();
  private Sleeper sleeper = Sleeper.THREAD;

  GitHubBillingBuilder() {}

  /** The enterprise's slug. Operations other than the exports take its id too. */
  public GitHubBillingBuilder enterprise(String slug) {
    this.enterprise = PathSegment.require("the enterprise", slug);
    return this;
  }

  /** The token, sent as {@code Authorization: Bearer}. */
  public GitHubBillingBuilder token(String token) {
    String trimmed = token.strip();
    if (trimmed.isEmpty() || !trimmed.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException("the token is empty, or has characters no token has");
    }
    this.token = trimmed;
    return this;
  }

  /** Where the API is; the public one when not set. Plain http only to this machine. */
  public GitHubBillingBuilder baseUrl(URI baseUrl) {
    this.baseUrl = baseUrl;
    return this;
  }

  /** An enterprise with data residency: {@code https://api.SUBDOMAIN.ghe.com}. */
  public GitHubBillingBuilder gheCom(String subdomain) {
    return baseUrl(URI.create("https://api." + host(subdomain) + ".ghe.com"));
  }

  /**
   * GitHub Enterprise Server: {@code https://HOST/api/v3}. Of these operations its recent versions
   * have only the advanced security committers.
   */
  public GitHubBillingBuilder enterpriseServer(String host) {
    return baseUrl(URI.create("https://" + host(host) + "/api/v3"));
  }

  /** Allows plain http to other machines, which shows the token to the network. */
  public GitHubBillingBuilder allowInsecure(boolean allow) {
    this.allowInsecure = allow;
    return this;
  }

  /** Another version of the API than the contract's. */
  public GitHubBillingBuilder apiVersion(String version) {
    this.apiVersion = headerValue("the API version", version);
    return this;
  }

  /** Names the application before this library in {@code User-Agent}. */
  public GitHubBillingBuilder userAgent(String application) {
    this.userAgent = headerValue("the user agent", application);
    return this;
  }

  /** How long connecting may take; 10 seconds when not set. */
  public GitHubBillingBuilder connectTimeout(Duration timeout) {
    this.connectTimeout = positive(timeout);
    return this;
  }

  /** How long the server may be silent; 30 seconds when not set. */
  public GitHubBillingBuilder readTimeout(Duration timeout) {
    this.readTimeout = positive(timeout);
    return this;
  }

  /** The clock by which waiting ends; for tests. */
  public GitHubBillingBuilder clock(Clock clock) {
    this.clock = clock;
    return this;
  }

  /** How to wait; for tests. */
  public GitHubBillingBuilder sleeper(Sleeper sleeper) {
    this.sleeper = sleeper;
    return this;
  }

  /**
   * The finished client. It connects when it is first used.
   *
   * @throws IllegalArgumentException when the enterprise or the token is missing, or the base URL
   *     is not one
   */
  public GitHubBilling build() {
    return new GitHubBilling(this);
  }

  String enterprise() {
    if (enterprise == null) {
      throw new IllegalArgumentException("no enterprise given");
    }
    return enterprise;
  }

  URI baseUrl() {
    return BaseUrl.require(baseUrl, allowInsecure);
  }

  ApiClients clients() {
    if (token == null) {
      throw new IllegalArgumentException("no token given");
    }
    return new ApiClients(
        baseUrl(), token, agent(), Optional.ofNullable(apiVersion), connectTimeout, readTimeout);
  }

  boolean allowInsecure() {
    return allowInsecure;
  }

  Clock clock() {
    return clock;
  }

  Sleeper sleeper() {
    return sleeper;
  }

  private String agent() {
    String version = GitHubBilling.class.getPackage().getImplementationVersion();
    String library = "ghbilling/" + (version == null ? "development" : version);
    return userAgent == null ? library : userAgent + " " + library;
  }

  private static String host(String name) {
    if (!name.matches("[A-Za-z0-9.-]+(:[0-9]+)?")) {
      throw new IllegalArgumentException("not a host name: " + name);
    }
    return name;
  }

  private static String headerValue(String name, String value) {
    if (value.isBlank() || !value.chars().allMatch(c -> c >= ' ' && c < 127)) {
      throw new IllegalArgumentException(name + " is blank, or has characters no header has");
    }
    return value.strip();
  }

  private static Duration positive(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("a timeout must be longer than zero, not " + timeout);
    }
    return timeout;
  }
}
