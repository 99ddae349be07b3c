package dev.ghbilling;

import dev.ghbilling.call.CallObserver;
import dev.ghbilling.call.RateLimitPolicy;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.internal.call.CallSettings;
import dev.ghbilling.internal.proxy.ProxyEnvironment;
import dev.ghbilling.internal.proxy.ProxyLogin;
import dev.ghbilling.internal.uri.BaseUrl;
import feign.Client;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocketFactory;

/**
 * The settings that every builder of a client has: where the API is, how requests travel, and when
 * they are given up or retried. All have defaults.
 *
 * @param <B> the builder itself
 */
@SuppressWarnings("exports") // The settings are for this library's own builders.
public abstract class ClientBuilder<B extends ClientBuilder<B>> {
  /** Names that the library sets by itself, or that are hop by hop. */
  private static final Set<String> RESERVED_HEADERS =
      Set.of(
          "accept",
          "accept-encoding",
          "authorization",
          "connection",
          "content-length",
          "content-type",
          "expect",
          "host",
          "if-none-match",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection",
          "range",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "user-agent",
          "x-github-api-version");

  private final CallSettings settings;

  /** Creates a builder that begins with these settings; for this library's own builders. */
  protected ClientBuilder(CallSettings settings) {
    this.settings = settings;
  }

  /** Returns this builder. */
  protected abstract B self();

  /** Returns the settings so far; for this library's own builders. */
  protected final CallSettings settings() {
    return settings;
  }

  /**
   * Returns a copy of the settings whose base URL was checked; for this library's own builders.
   *
   * @throws IllegalArgumentException when the base URL isn't allowed
   */
  protected final CallSettings checkedSettings() {
    CallSettings copy = settings.copy();
    copy.baseUrl = BaseUrl.require(copy.baseUrl, copy.allowInsecure);
    if (copy.proxyLogin != null && (copy.proxy == null || copy.proxy.type() != Proxy.Type.HTTP)) {
      throw new IllegalArgumentException(
          "proxyLogin needs an HTTP proxy: set one with proxy, and give a SOCKS proxy's login to the"
              + " JVM as java.net.socks.username and java.net.socks.password");
    }
    if (copy.httpClient != null && (copy.proxy != null || copy.tls != null)) {
      throw new IllegalArgumentException(
          "httpClient carries the requests by itself: set proxy and tls on it, not here");
    }
    if (copy.httpClient == null && copy.proxy == null) {
      // Sends nothing; a variable that can't be read is told now, and not by the first call.
      copy.proxyEnvironment.proxy(copy.baseUrl);
    }
    return copy;
  }

  /**
   * Sets where the API is: an absolute http or https URL, by default {@code
   * https://api.github.com}. Plain http is allowed to this machine only.
   */
  public B baseUrl(URI baseUrl) {
    settings.baseUrl = baseUrl;
    settings.baseUrlChosen = true;
    return self();
  }

  /**
   * Sets the base URL of an enterprise with data residency, {@code https://api.SUBDOMAIN.ghe.com}.
   */
  public B gheCom(String subdomain) {
    return baseUrl(URI.create("https://api." + hostName("subdomain", subdomain) + ".ghe.com"));
  }

  /**
   * Sets the base URL of a GitHub Enterprise Server, {@code https://HOST/api/v3}. Of the operations
   * of this library its recent versions have only the Advanced Security committers.
   */
  public B enterpriseServer(String host) {
    return baseUrl(URI.create("https://" + hostName("host", host) + "/api/v3"));
  }

  /** Allows plain http to other machines, which shows the token to the network. */
  public B allowInsecure(boolean allow) {
    settings.allowInsecure = allow;
    return self();
  }

  /** Asks for another version of the API than the contract's, such as {@code 2026-03-10}. */
  public B apiVersion(String version) {
    settings.apiVersion = headerValue("apiVersion", version);
    return self();
  }

  /** Sets the application's name, which {@code User-Agent} gives before this library's. */
  public B userAgent(String application) {
    settings.userAgent = headerValue("userAgent", application);
    return self();
  }

  /**
   * Adds a header to every request for the API. It isn't sent to any other host, wherever a
   * redirect leads.
   *
   * @throws IllegalArgumentException when the name isn't a header's or is one that this library
   *     sets, or the value has characters that a header can't have
   */
  public B header(String name, String value) {
    if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
      // Without the name, which may contain control characters.
      throw new IllegalArgumentException(
          "the name of a header must be letters, digits and !#$%&'*+.^_`|~- only");
    }
    if (RESERVED_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
      throw new IllegalArgumentException("the header " + name + " is set by the library itself");
    }
    settings.headers.put(name, headerValue("the header " + name, value));
    return self();
  }

  /** Sets how long connecting may take; 10 seconds by default. */
  public B connectTimeout(Duration timeout) {
    settings.connectTimeout = positive("connectTimeout", timeout);
    return self();
  }

  /** Sets how long the server may be silent; 30 seconds by default. */
  public B readTimeout(Duration timeout) {
    settings.readTimeout = positive("readTimeout", timeout);
    return self();
  }

  /**
   * Sets how long a call may take with all its attempts and the pauses between them; 2 minutes by
   * default. A call that would have to pause longer fails at once. The headers of a file that is
   * downloaded have to arrive in the same time.
   */
  public B callTimeout(Duration timeout) {
    settings.callTimeout = positive("callTimeout", timeout);
    return self();
  }

  /** Sets which failed attempts are retried and when; {@link RetryPolicy#DEFAULT} by default. */
  public B retryPolicy(RetryPolicy policy) {
    settings.retryPolicy = policy;
    return self();
  }

  /** Sets what happens while the primary rate limit is exhausted; by default, calls wait. */
  public B rateLimitPolicy(RateLimitPolicy policy) {
    settings.rateLimitPolicy = policy;
    return self();
  }

  /**
   * Sets the proxy; by default, the JVM's {@link java.net.ProxySelector} chooses, and after it
   * {@link #proxyEnvironment}.
   */
  public B proxy(Proxy proxy) {
    settings.proxy = proxy;
    return self();
  }

  /**
   * Takes the proxies from environment variables, as other programs do: {@code HTTPS_PROXY} for
   * https, {@code HTTP_PROXY} for http, {@code ALL_PROXY} for both; {@code NO_PROXY} lists hosts
   * that are reached without. A proxy that is set with {@link #proxy}, or that the JVM's {@link
   * java.net.ProxySelector} chooses, takes precedence; an {@link #httpClient} has its own.
   *
   * <ul>
   *   <li>Of a name in upper and lower case, the lower-case one counts. A blank value counts as not
   *       set. {@code HTTP_PROXY} is ignored where {@code REQUEST_METHOD} is set, because in a CGI
   *       script a client can set it.
   *   <li>A proxy is {@code [SCHEME://][USER:PASSWORD@]HOST[:PORT]}; the scheme is http, the
   *       default, or socks5 or socks5h, which both let the proxy look the host up. The port is 80
   *       or 1080 by default. User and password are percent-decoded.
   *   <li>{@code NO_PROXY} has entries between commas or blanks: {@code *} for all hosts; a domain,
   *       which includes its subdomains, with or without a dot before it; an address, or a network
   *       such as {@code 10.0.0.0/8}, for hosts that are given as addresses. A port may follow a
   *       domain or an address, and an asterisk in them stands for any text, as in {@code
   *       192.168.*}. This machine is always reached without a proxy.
   *   <li>The login at a SOCKS proxy is sent by the JVM, which asks its default {@link
   *       java.net.Authenticator}: one that knows this login is put before it.
   * </ul>
   *
   * <p>A variable that can't be read is an {@link IllegalArgumentException} when the client is
   * built, if the base URL needs it, and otherwise the failure of the call that needs it. The same
   * holds for an entry of {@code NO_PROXY}, unless another entry includes the host.
   *
   * @param variables the environment, for example {@link System#getenv()}
   */
  public B proxyEnvironment(Map<String, String> variables) {
    settings.proxyEnvironment = new ProxyEnvironment(variables);
    return self();
  }

  /**
   * Sets the login at the HTTP proxy that was set with {@link #proxy}. A SOCKS proxy's login is the
   * JVM's: {@code java.net.socks.username} and {@code java.net.socks.password}.
   */
  public B proxyLogin(String user, String password) {
    settings.proxyLogin = new ProxyLogin(user, password);
    return self();
  }

  /**
   * Sets the factory of TLS sockets, which decides what to trust. By default that is the JVM's
   * trust store; {@code SSLContext.setDefault} changes nothing.
   */
  public B tls(SSLSocketFactory sockets) {
    settings.tls = sockets;
    return self();
  }

  /**
   * Sets the HTTP client that sends the requests, in place of OkHttp. It must not follow redirects
   * or retry. It handles proxy, TLS and deadlines itself: the options' timeouts are the time left.
   * Closing this library's client doesn't close it.
   */
  public B httpClient(Client client) {
    settings.httpClient = client;
    return self();
  }

  /**
   * Adds an interceptor around every attempt of a call, for headers that change, traces or faults
   * in tests. It sees the request without the token, and the response unread. The first interceptor
   * that is added is the outermost.
   *
   * <pre>{@code
   * builder.interceptor(
   *     next -> (request, options) -> {
   *       log(request.httpMethod(), request.url());
   *       return next.execute(request, options);
   *     });
   * }</pre>
   *
   * @param interceptor wraps the next client; it must pass on the options that it was given
   */
  public B interceptor(UnaryOperator<Client> interceptor) {
    settings.interceptors.add(interceptor);
    return self();
  }

  /** Sets an observer of every call, for metrics, traces or progress. */
  public B observer(CallObserver observer) {
    settings.observer = observer;
    return self();
  }

  private static String hostName(String name, String value) {
    if (!value.matches("[A-Za-z0-9.-]+(:[0-9]+)?")) {
      throw new IllegalArgumentException(name + " must be a host name, was " + value);
    }
    return value;
  }

  private static String headerValue(String name, String value) {
    if (value.isBlank() || !value.chars().allMatch(c -> c >= ' ' && c < 127)) {
      throw new IllegalArgumentException(
          name + " must be printable ASCII characters, and must not be blank");
    }
    return value.strip();
  }

  /** Returns the number, which must not be below the least one. */
  static int atLeast(String name, int least, int number) {
    if (number < least) {
      throw new IllegalArgumentException(
          "%s must be at least %d, was %d".formatted(name, least, number));
    }
    return number;
  }

  /** Returns the timeout, which must be longer than zero. */
  static Duration positive(String name, Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(name + " must be longer than zero, was " + timeout);
    }
    return timeout;
  }
}
