package dev.ghbilling;

import dev.ghbilling.http.BaseUrl;
import dev.ghbilling.http.CallObserver;
import dev.ghbilling.http.CallSettings;
import dev.ghbilling.http.LimitPolicy;
import dev.ghbilling.http.PathSegment;
import dev.ghbilling.http.Sleeper;
import dev.ghbilling.http.TokenSource;
import java.net.Proxy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Configures a {@link GitHubBilling}. An enterprise and a token are needed, all else has defaults.
 */
public final class GitHubBillingBuilder {
  private static final URI PUBLIC_API = URI.create("https://api.github.com");
  private static final String BASE_URL_VARIABLE = "GITHUB_API_URL";
  private static final String ENTERPRISE_VARIABLE = "GITHUB_ENTERPRISE";
  private static final String TOKEN_VARIABLE = "GITHUB_TOKEN";

  private @Nullable String enterprise;
  private @Nullable TokenSource token;
  private @Nullable URI baseUrl;
  private @Nullable Map<String, String> environment;
  private boolean allowInsecure;
  private @Nullable String apiVersion;
  private @Nullable String userAgent;
  private Duration connectTimeout = Duration.ofSeconds(10);
  private Duration readTimeout = Duration.ofSeconds(30);
  private Duration callTimeout = Duration.ofMinutes(2);
  private int maxAttempts = 4;
  private int maxReads = 32;
  private int maxWrites = 1;
  private LimitPolicy limitPolicy = LimitPolicy.WAIT;
  private int cachedAnswers = 100;
  private @Nullable Proxy proxy;
  private @Nullable SSLSocketFactory tls;
  private CallObserver observer = CallObserver.NONE;
  private Executor executor = CallThreads.executor();
  private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
  private Clock clock = Clock.systemUTC();
  private Sleeper sleeper = Sleeper.THREAD;

  GitHubBillingBuilder() {}

  GitHubBillingBuilder(GitHubBillingBuilder other) {
    this.enterprise = other.enterprise;
    this.token = other.token;
    this.baseUrl = other.baseUrl;
    this.environment = other.environment;
    this.allowInsecure = other.allowInsecure;
    this.apiVersion = other.apiVersion;
    this.userAgent = other.userAgent;
    this.connectTimeout = other.connectTimeout;
    this.readTimeout = other.readTimeout;
    this.callTimeout = other.callTimeout;
    this.maxAttempts = other.maxAttempts;
    this.maxReads = other.maxReads;
    this.maxWrites = other.maxWrites;
    this.limitPolicy = other.limitPolicy;
    this.cachedAnswers = other.cachedAnswers;
    this.proxy = other.proxy;
    this.tls = other.tls;
    this.observer = other.observer;
    this.executor = other.executor;
    this.random = other.random;
    this.clock = other.clock;
    this.sleeper = other.sleeper;
  }

  /**
   * Takes what is not given otherwise, before or after, from variables: {@code GITHUB_API_URL},
   * {@code GITHUB_ENTERPRISE} and {@code GITHUB_TOKEN}. Blank ones count as not set. {@link
   * GitHubBilling#fromEnvironment()} gives the process's own.
   */
  public GitHubBillingBuilder environment(Map<String, String> variables) {
    this.environment =
        Stream.of(BASE_URL_VARIABLE, ENTERPRISE_VARIABLE, TOKEN_VARIABLE)
            .filter(name -> variables.containsKey(name) && !variables.get(name).isBlank())
            .collect(Collectors.toUnmodifiableMap(name -> name, variables::get));
    return this;
  }

  /** The enterprise's slug. Operations other than the exports take its id too. */
  public GitHubBillingBuilder enterprise(String slug) {
    this.enterprise = PathSegment.require("the enterprise", slug);
    return this;
  }

  /**
   * The token, sent as {@code Authorization: Bearer}.
   *
   * @throws IllegalArgumentException when it is missing, as an environment variable may be, or
   *     empty, or has characters that no token has
   */
  public GitHubBillingBuilder token(@Nullable String token) {
    if (token == null) {
      throw new IllegalArgumentException("no token given");
    }
    this.token = TokenSource.always(token);
    return this;
  }

  /**
   * Gives the token for each time that a request is sent, so that it can change while the client is
   * used. Asked by one thread at a time, whichever of the clients asks that come from this builder,
   * their {@link GitHubBilling#toBuilder()} included. A supplier that makes calls of its own is
   * bound to the time of the call that needs the token. What it throws comes out of that call.
   */
  public GitHubBillingBuilder token(Supplier<String> source) {
    this.token = new TokenSource(source);
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

  /**
   * How long a call may take with all its attempts and the pauses between them; 2 minutes when not
   * set. No pause oversteps it: a call that would have to wait longer fails at once. Within the
   * same time a file that is downloaded has to begin.
   */
  public GitHubBillingBuilder callTimeout(Duration timeout) {
    this.callTimeout = positive(timeout);
    return this;
  }

  /** How often a request is sent at the most where sending it again is safe; 4 when not set. */
  public GitHubBillingBuilder maxAttempts(int attempts) {
    this.maxAttempts = atLeast(1, attempts);
    return this;
  }

  /**
   * How many reading calls may be under way at once; 32 when not set. GitHub's limit is 100. A call
   * that has to wait for its turn does so within its {@link #callTimeout}.
   *
   * <p>A stream counts until it is closed or read to its end. One place is left to other calls all
   * the same, so that whoever reads a stream may make calls meanwhile, even where this is 1:
   * further streams than one less than this don't count once they have begun.
   */
  public GitHubBillingBuilder maxConcurrentReads(int calls) {
    this.maxReads = atLeast(1, calls);
    return this;
  }

  /** How many writing calls may be under way at once; 1 when not set, as GitHub advises. */
  public GitHubBillingBuilder maxConcurrentWrites(int calls) {
    this.maxWrites = atLeast(1, calls);
    return this;
  }

  /** What to do while the primary rate limit is known to be spent; to wait when not set. */
  public GitHubBillingBuilder limitPolicy(LimitPolicy policy) {
    this.limitPolicy = policy;
    return this;
  }

  /**
   * How many answers are remembered, to be asked for again at no cost of the rate limit; 100 when
   * not set, none when 0. Answers larger than 256 KiB are not remembered.
   */
  public GitHubBillingBuilder cachedAnswers(int answers) {
    this.cachedAnswers = atLeast(0, answers);
    return this;
  }

  /** The proxy; the JVM's own choice when not set. */
  public GitHubBillingBuilder proxy(Proxy proxy) {
    this.proxy = proxy;
    return this;
  }

  /** What makes and trusts TLS connections; the JVM's own when not set. */
  public GitHubBillingBuilder tls(SSLSocketFactory sockets) {
    this.tls = sockets;
    return this;
  }

  /** Told of every call, for metrics, traces or progress. */
  public GitHubBillingBuilder observer(CallObserver observer) {
    this.observer = observer;
    return this;
  }

  /**
   * Where {@link GitHubBilling#async} makes its calls. When not set: a virtual thread for each on
   * JDK 21 and later; before, up to 64 daemon threads for all clients together, which end when they
   * have had nothing to do for some seconds.
   */
  public GitHubBillingBuilder executor(Executor executor) {
    this.executor = executor;
    return this;
  }

  /** The source of jitter, numbers from 0 to less than 1; for tests. */
  public GitHubBillingBuilder random(DoubleSupplier random) {
    this.random = random;
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
   * @throws IllegalArgumentException when the enterprise or the token is missing, both are named if
   *     both are, or the base URL is not one
   */
  public GitHubBilling build() {
    List<String> missing =
        Stream.of(
                missing("enterprise", enterprise, ENTERPRISE_VARIABLE),
                missing("token", token, TOKEN_VARIABLE))
            .flatMap(Optional::stream)
            .toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(String.join(", ", missing));
    }
    return new GitHubBilling(this);
  }

  private Optional<String> missing(String what, @Nullable Object given, String variable) {
    if (given != null || variable(variable).isPresent()) {
      return Optional.empty();
    }
    String hint = environment == null ? "" : ": " + variable + " is not set";
    return Optional.of("no " + what + " given" + hint);
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment).map(variables -> variables.get(name));
  }

  String enterprise() {
    return enterprise == null
        ? variable(ENTERPRISE_VARIABLE)
            .map(slug -> PathSegment.require(ENTERPRISE_VARIABLE, slug))
            .orElseThrow()
        : enterprise;
  }

  Executor executor() {
    return executor;
  }

  private TokenSource token() {
    if (token != null) {
      return token;
    }
    return variable(TOKEN_VARIABLE).map(TokenSource::always).orElseThrow();
  }

  private URI baseUrl() {
    URI url =
        baseUrl == null
            ? variable(BASE_URL_VARIABLE).map(GitHubBillingBuilder::url).orElse(PUBLIC_API)
            : baseUrl;
    return BaseUrl.require(url, allowInsecure);
  }

  CallSettings settings() {
    return new CallSettings(
        baseUrl(),
        allowInsecure,
        token(),
        agent(),
        Optional.ofNullable(apiVersion),
        connectTimeout,
        readTimeout,
        callTimeout,
        maxAttempts,
        maxReads,
        maxWrites,
        limitPolicy,
        cachedAnswers,
        Optional.ofNullable(proxy),
        Optional.ofNullable(tls),
        observer,
        clock,
        sleeper,
        random);
  }

  private String agent() {
    String version = GitHubBilling.class.getPackage().getImplementationVersion();
    String library = "ghbilling/" + (version == null ? "development" : version);
    return userAgent == null ? library : userAgent + " " + library;
  }

  private static URI url(String text) {
    try {
      URI url = URI.create(text.strip());
      if (url.getRawAuthority() != null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Refused below: the parser's own words quote the text, which may have a password.
    }
    throw new IllegalArgumentException(BASE_URL_VARIABLE + " is not a URL");
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

  private static int atLeast(int least, int number) {
    if (number < least) {
      throw new IllegalArgumentException("must be at least %d, not %d".formatted(least, number));
    }
    return number;
  }

  private static Duration positive(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("a timeout must be longer than zero, not " + timeout);
    }
    return timeout;
  }
}
