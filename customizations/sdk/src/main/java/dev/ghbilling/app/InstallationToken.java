package dev.ghbilling.app;

import dev.ghbilling.ClientBuilder;
import dev.ghbilling.error.CallException;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.InstallationTokenException;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.internal.call.CallSettings;
import dev.ghbilling.internal.time.Time;
import dev.ghbilling.internal.token.TokenSource;
import dev.ghbilling.internal.token.TurnLock;
import dev.ghbilling.internal.transport.IoFailure;
import java.io.InterruptedIOException;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A supplier of the token of a GitHub App's installation, for {@code GitHubBilling.Builder.token}.
 * It asks GitHub for a token when one is first needed, keeps it until 5 minutes before it expires,
 * and then asks again, in one thread while the others wait. The request is a call like any other:
 * it is retried by the {@link dev.ghbilling.call.RetryPolicy}, and ends with the call that needs
 * the token.
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
 * <p>Of the operations of this library, GitHub's documents admit installation tokens to the usage
 * report exports, with the permission "Enterprise administration (write)". They refuse them to the
 * cost centers and the usage report, and don't mention them for Actions, Packages, shared storage
 * and Advanced Security.
 */
public final class InstallationToken implements Supplier<String> {
  private static final Duration RENEWED_BEFORE_EXPIRY = Duration.ofMinutes(5);

  private final InstallationsApi api;
  private final long installation;
  private final Time time;
  private final TurnLock turn = new TurnLock();
  private @Nullable IssuedToken current;

  private InstallationToken(InstallationsApi api, long installation, Time time) {
    this.api = api;
    this.installation = installation;
    this.time = time;
  }

  /** Returns a builder with the defaults. App, installation and private key are required. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the token, and asks GitHub for it unless there is one that is valid for 5 minutes.
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
          new ConnectionException(InstallationsApi.OPERATION, 0, IoFailure.reason(e), e), "");
    }
  }

  private IssuedToken valid() {
    IssuedToken kept = current;
    if (kept == null || !time.now().isBefore(kept.expiresAt().minus(RENEWED_BEFORE_EXPIRY))) {
      kept = request();
      current = kept;
    }
    return kept;
  }

  private IssuedToken request() {
    try {
      return api.createInstallationAccessToken(installation);
    } catch (UnreadableResponseException e) {
      throw new InstallationTokenException(unquoted(e), "");
    } catch (CallException e) {
      throw new InstallationTokenException(e, hint(e.status()));
    }
  }

  /** Returns the exception without the start of the response, which may be a token. */
  private static UnreadableResponseException unquoted(UnreadableResponseException e) {
    return new UnreadableResponseException(
        e.operation(),
        e.attempts(),
        new UnreadableResponseException.Received(e.status(), e.contentType(), e.requestId(), ""),
        "it has no token with its expiry",
        null);
  }

  private static String hint(int status) {
    return switch (status) {
      case 401 -> "; check the app's id, its private key, and this machine's clock";
      case 404 -> "; check the installation's id, and that it is an installation of this app";
      default -> "";
    };
  }

  @Override
  public String toString() {
    return "InstallationToken[" + installation + "]";
  }

  /** A builder of installation tokens. App, installation and private key are required. */
  public static final class Builder extends ClientBuilder<Builder> {
    private @Nullable String app;
    private @Nullable PrivateKey key;
    private long installation;

    private Builder() {
      super(new CallSettings());
    }

    @Override
    protected Builder self() {
      return this;
    }

    /** Sets the app's client id, such as {@code Iv23liExample}, or its number. */
    public Builder app(String id) {
      if (!id.matches("[A-Za-z0-9._-]+")) {
        throw new IllegalArgumentException("app must be an app's client id or number, was " + id);
      }
      this.app = id;
      return this;
    }

    /** Sets the number of the app's installation in the enterprise. */
    public Builder installation(long id) {
      if (id <= 0) {
        throw new IllegalArgumentException("installation must be a positive number, was " + id);
      }
      this.installation = id;
      return this;
    }

    /**
     * Sets the app's private key: the text of the PEM file that GitHub gave, or PKCS#8.
     *
     * @throws IllegalArgumentException when the text isn't an unencrypted RSA key
     */
    public Builder privateKey(String pem) {
      this.key = PemPrivateKey.parse(pem);
      return this;
    }

    /**
     * Returns the supplier. It connects when the token is first needed.
     *
     * @throws IllegalArgumentException when the app, the installation or the key is missing, or the
     *     base URL isn't allowed
     */
    public InstallationToken build() {
      if (app == null || key == null || installation == 0) {
        throw new IllegalArgumentException("app, installation and privateKey are required");
      }
      CallSettings settings = checkedSettings();
      AppJwt jwt = new AppJwt(app, key);
      settings.token = new TokenSource(() -> jwt.at(settings.time.now()));
      settings.cachedResponses = 0;
      ApiClients clients = new ApiClients(settings);
      return new InstallationToken(
          clients.create(InstallationsApi.class), installation, settings.time);
    }
  }
}
