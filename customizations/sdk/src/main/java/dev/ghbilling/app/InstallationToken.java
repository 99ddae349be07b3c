package dev.ghbilling.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.ghbilling.http.BaseUrl;
import dev.ghbilling.http.BillingJson;
import dev.ghbilling.http.Reason;
import dev.ghbilling.http.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URI;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The token of a GitHub App's installation, for {@link
 * dev.ghbilling.GitHubBillingBuilder#token(Supplier)}. It's asked for when it is first needed, kept
 * until 5 minutes before it expires, and then asked for again, by one thread while the others wait.
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
  private static final int LARGEST_ANSWER = 64 * 1024;
  private static final int LONGEST_MESSAGE = 500;

  private final AppJwt jwt;
  private final String address;
  private final Clock clock;
  private final OkHttpClient http;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Issued current;

  /** A token and when it ends; no record, whose text would show it. */
  private static final class Issued {
    private final String token;
    private final Instant expiresAt;

    Issued(String token, Instant expiresAt) {
      this.token = token;
      this.expiresAt = expiresAt;
    }
  }

  private InstallationToken(AppJwt jwt, String address, Clock clock, OkHttpClient http) {
    this.jwt = jwt;
    this.address = address;
    this.clock = clock;
    this.http = http;
  }

  /** Begins the configuration. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The token, asked for if there is none that is good for 5 minutes.
   *
   * @throws InstallationTokenException when GitHub gives none
   */
  @Override
  public String get() {
    lock.lock();
    try {
      Issued kept = current;
      if (kept == null || !clock.instant().isBefore(kept.expiresAt.minus(RENEWED_BEFORE_ITS_END))) {
        kept = ask();
        current = kept;
      }
      return kept.token;
    } finally {
      lock.unlock();
    }
  }

  private Issued ask() {
    Request request =
        new Request.Builder()
            .url(address)
            .header("Accept", "application/vnd.github+json")
            .header("X-GitHub-Api-Version", "2022-11-28")
            .header("User-Agent", "ghbilling")
            .header("Authorization", "Bearer " + jwt.at(clock.instant()))
            // Once an hour: no connection is worth keeping.
            .header("Connection", "close")
            .post(RequestBody.create(new byte[0], null))
            .build();
    try (Response response = http.newCall(request).execute()) {
      JsonNode answer = read(response);
      if (response.code() != 201) {
        throw refused(response.code(), answer);
      }
      return issued(response.code(), answer);
    } catch (IOException e) {
      throw new InstallationTokenException(
          0, "no installation token from %s: %s".formatted(address, Reason.of(e)), e);
    }
  }

  private static JsonNode read(Response response) throws IOException {
    try (InputStream body = response.body().byteStream()) {
      byte[] start = body.readNBytes(LARGEST_ANSWER);
      try {
        return BillingJson.mapper().readTree(start);
      } catch (com.fasterxml.jackson.core.JacksonException noJson) {
        return MissingNode.getInstance();
      }
    }
  }

  private InstallationTokenException refused(int status, JsonNode answer) {
    String said =
        answer.path("message").asText().replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
    if (said.isEmpty()) {
      said = "the answer has no message";
    }
    String hint =
        switch (status) {
          case 401 -> "; is it the app's id and key, and is this machine's clock right?";
          case 404 -> "; is it the installation's id, and of this app?";
          default -> "";
        };
    return new InstallationTokenException(
        status,
        "no installation token from %s: HTTP %d: %s%s"
            .formatted(address, status, shortened(withoutTokens(said)), hint),
        null);
  }

  private static String shortened(String text) {
    return text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) + "..." : text;
  }

  /** Some proxies quote the request. */
  private static String withoutTokens(String text) {
    return text.replaceAll("eyJ[A-Za-z0-9_.-]+|gh[a-z]_[A-Za-z0-9_]+", "[token]");
  }

  private Issued issued(int status, JsonNode answer) {
    try {
      return new Issued(
          Tokens.require(answer.path("token").asText()),
          Instant.parse(answer.path("expires_at").asText()));
    } catch (IllegalArgumentException | DateTimeParseException e) {
      // Without the cause, which quotes what it read.
      throw new InstallationTokenException(
          status,
          "no installation token from %s: HTTP %d without a token and its end"
              .formatted(address, status),
          null);
    }
  }

  @Override
  public String toString() {
    return "InstallationToken[" + address + "]";
  }

  /** Configures an {@link InstallationToken}. App, installation and private key are needed. */
  public static final class Builder {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

    private @Nullable String app;
    private @Nullable PrivateKey key;
    private long installation;
    private URI baseUrl = URI.create("https://api.github.com");
    private boolean allowInsecure;
    private Clock clock = Clock.systemUTC();
    private final OkHttpClient.Builder http =
        new OkHttpClient.Builder()
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .connectTimeout(CONNECT_TIMEOUT)
            .callTimeout(CALL_TIMEOUT);

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
      http.proxy(proxy);
      return this;
    }

    /** What makes and trusts TLS connections; the JVM's own when not set. */
    public Builder tls(SSLSocketFactory sockets, X509TrustManager trust) {
      http.sslSocketFactory(sockets, trust);
      return this;
    }

    /** The clock by which tokens end; for tests. */
    public Builder clock(Clock clock) {
      this.clock = clock;
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
      URI api = BaseUrl.require(baseUrl, allowInsecure);
      return new InstallationToken(
          new AppJwt(app, key),
          api + "/app/installations/" + installation + "/access_tokens",
          clock,
          http.build());
    }
  }
}
