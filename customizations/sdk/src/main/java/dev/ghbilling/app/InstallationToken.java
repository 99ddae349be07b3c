package dev.ghbilling.app;

import dev.ghbilling.error.CallException;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.InstallationTokenException;
import dev.ghbilling.error.UnreadableAnswerException;
import dev.ghbilling.http.ApiClients;
import dev.ghbilling.http.BaseUrl;
import dev.ghbilling.http.CallObserver;
import dev.ghbilling.http.CallSettings;
import dev.ghbilling.http.LimitPolicy;
import dev.ghbilling.http.OneAtATime;
import dev.ghbilling.http.Reason;
import dev.ghbilling.http.Sleeper;
import dev.ghbilling.http.TokenSource;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.net.URI;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The token of a GitHub App's installation, for {@link
 * dev.ghbilling.GitHubBillingBuilder#token(Supplier)}. It's asked for when it is first needed, kept
 * until 5 minutes before it expires, and then asked for again, by one thread while the others wait.
 * The request for it is made like any call: sent again where the fault may pass, within the time of
 * the call that needs the token, 2 minutes at most, and ended when that call is cancelled.
 *
 * <pre>{@code
 * InstallationToken token =
 *     InstallationToken.builder()
 *         .app("Iv23liExample")
 *         .installation(4711)
 *         .privateKey(Files.readString(Path.of("app.pem")))
 *         .build();
 * GitHubBilling billing = GitHubBilling.builder().enterprise("octo").token(token).build();
 * }</pre>
 *
 * <p>Of these operations, GitHub's documents admit installation tokens to the usage report exports,
 * with the permission "Enterprise administration (write)". They refuse them to the cost centers and
 * the usage report, and don't mention them for Actions, Packages, shared storage and Advanced
 * Security.
 */
public final class InstallationToken implements Supplier<String> {
  private static final Duration RENEWED_BEFORE_ITS_END = Duration.ofMinutes(5);

  private final InstallationsApi api;
  private final long installation;
  private final Clock clock;
  private final OneAtATime turn = new OneAtATime();
  private @Nullable IssuedToken current;

  private InstallationToken(InstallationsApi api, long installation, Clock clock) {
    this.api = api;
    this.installation = installation;
    this.clock = clock;
  }

  /** Begins the configuration. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The token, asked for if there is none that is good for 5 minutes.
   *
   * @throws InstallationTokenException when GitHub gives none
   * @throws java.util.concurrent.CancellationException when the thread is interrupted
   */
  @Override
  public String get() {
    try {
      return turn.run(this::valid).token();
    } catch (InterruptedIOException e) {
      throw new InstallationTokenException(
          new ConnectionException(InstallationsApi.OPERATION, 0, Reason.of(e), e), "");
    }
  }

  private IssuedToken valid() {
    IssuedToken kept = current;
    if (kept == null || !clock.instant().isBefore(kept.expiresAt().minus(RENEWED_BEFORE_ITS_END))) {
      kept = ask();
      current = kept;
    }
    return kept;
  }

  private IssuedToken ask() {
    try {
      return api.createInstallationAccessToken(installation);
    } catch (UnreadableAnswerException e) {
      throw new InstallationTokenException(unquoted(e), "");
    } catch (CallException e) {
      throw new InstallationTokenException(e, hint(e.status()));
    }
  }

  /** What came may be a token. */
  private static UnreadableAnswerException unquoted(UnreadableAnswerException e) {
    return new UnreadableAnswerException(
        e.operation(),
        e.attempts(),
        new UnreadableAnswerException.Answer(e.status(), e.contentType(), e.requestId(), ""),
        "it has no token and its end",
        null);
  }

  private static String hint(int status) {
    return switch (status) {
      case 401 -> "; is it the app's id and key, and is this machine's clock right?";
      case 404 -> "; is it the installation's id, and of this app?";
      default -> "";
    };
  }

  @Override
  public String toString() {
    return "InstallationToken[" + installation + "]";
  }

  /** Configures an {@link InstallationToken}. App, installation and private key are needed. */
  public static final class Builder {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration CALL_TIMEOUT = Duration.ofMinutes(2);
    private static final int MAX_ATTEMPTS = 4;

    private @Nullable String app;
    private @Nullable PrivateKey key;
    private long installation;
    private URI baseUrl = URI.create("https://api.github.com");
    private boolean allowInsecure;
    private Clock clock = Clock.systemUTC();
    private Sleeper sleeper = Sleeper.THREAD;
    private Optional<Proxy> proxy = Optional.empty();
    private Optional<SSLSocketFactory> tls = Optional.empty();

    private Builder() {}

    /** The app's client id, as {@code Iv23liExample}, or its number. */
    public Builder app(String id) {
      if (!id.matches("[A-Za-z0-9._-]+")) {
        throw new IllegalArgumentException("not an app's id: " + id);
      }
      this.app = id;
      return this;
    }

    /** The number of the app's installation in the enterprise. */
    public Builder installation(long id) {
      if (id <= 0) {
        throw new IllegalArgumentException("not an installation's id: " + id);
      }
      this.installation = id;
      return this;
    }

    /**
     * The app's private key: the text of the PEM file that GitHub gave, or PKCS#8.
     *
     * @throws IllegalArgumentException when it is no unencrypted RSA key
     */
    public Builder privateKey(String pem) {
      this.key = PrivateKeys.require(pem);
      return this;
    }

    /** Where the API is; the public one when not set. Plain http only to this machine. */
    public Builder baseUrl(URI baseUrl) {
      this.baseUrl = baseUrl;
      return this;
    }

    /** Allows plain http to other machines, which shows the token to the network. */
    public Builder allowInsecure(boolean allow) {
      this.allowInsecure = allow;
      return this;
    }

    /** The proxy; the JVM's own choice when not set. */
    public Builder proxy(Proxy proxy) {
      this.proxy = Optional.of(proxy);
      return this;
    }

    /** What makes and trusts TLS connections; the JVM's own when not set. */
    public Builder tls(SSLSocketFactory sockets) {
      this.tls = Optional.of(sockets);
      return this;
    }

    /** The clock by which tokens end; for tests. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /** How to wait; for tests. */
    public Builder sleeper(Sleeper sleeper) {
      this.sleeper = sleeper;
      return this;
    }

    /**
     * The finished source. It connects when the token is first needed.
     *
     * @throws IllegalArgumentException when the app, the installation or the key is missing, or the
     *     base URL is not one
     */
    public InstallationToken build() {
      if (app == null || key == null || installation == 0) {
        throw new IllegalArgumentException("app, installation and private key are all needed");
      }
      AppJwt jwt = new AppJwt(app, key);
      ApiClients clients = new ApiClients(settings(jwt));
      return new InstallationToken(clients.create(InstallationsApi.class), installation, clock);
    }

    private CallSettings settings(AppJwt jwt) {
      return new CallSettings(
          BaseUrl.require(baseUrl, allowInsecure),
          allowInsecure,
          new TokenSource(() -> jwt.at(clock.instant())),
          "ghbilling",
          Optional.empty(),
          CONNECT_TIMEOUT,
          READ_TIMEOUT,
          CALL_TIMEOUT,
          MAX_ATTEMPTS,
          1,
          1,
          LimitPolicy.WAIT,
          0,
          proxy,
          tls,
          CallObserver.NONE,
          clock,
          sleeper,
          () -> ThreadLocalRandom.current().nextDouble());
    }
  }
}
