package dev.ghbilling.internal.call;

import dev.ghbilling.call.CallObserver;
import dev.ghbilling.call.RateLimitPolicy;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.internal.proxy.ProxyEnvironment;
import dev.ghbilling.internal.proxy.ProxyLogin;
import dev.ghbilling.internal.time.Time;
import dev.ghbilling.internal.token.TokenSource;
import feign.Client;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The settings of calls, by name, with their defaults. A builder fills them in and hands a {@link
 * #copy} to each client; a client's copy never changes.
 */
public final class CallSettings {
  /** The public API, which is the default base URL. */
  public static final URI PUBLIC_API = URI.create("https://api.github.com");

  /** The API, without a slash at the end. */
  public URI baseUrl = PUBLIC_API;

  /** Whether the application chose the base URL, so that no variable changes it. */
  public boolean baseUrlChosen;

  /** Whether plain http is sent to other machines. */
  public boolean allowInsecure;

  /** The source of the bearer token of each attempt. */
  public @Nullable TokenSource token;

  /** The name of the application in {@code User-Agent}. */
  public @Nullable String userAgent;

  /** The API version to ask for in place of the contract's. */
  public @Nullable String apiVersion;

  /** Further headers of every request to the API. */
  public Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /** The maximum duration of connecting. */
  public Duration connectTimeout = Duration.ofSeconds(10);

  /** The maximum time to wait for data from the server. */
  public Duration readTimeout = Duration.ofSeconds(30);

  /** The maximum duration of a call, including all attempts and pauses. */
  public Duration callTimeout = Duration.ofMinutes(2);

  /** The maximum duration of the download of one file, including all attempts and pauses. */
  public Duration downloadTimeout = Duration.ofHours(1);

  /** When a failed attempt is retried. */
  public RetryPolicy retryPolicy = RetryPolicy.DEFAULT;

  /** What happens to calls while the primary rate limit is known to be exhausted. */
  public RateLimitPolicy rateLimitPolicy = RateLimitPolicy.WAIT;

  /** The maximum number of concurrent read calls. */
  public int maxConcurrentReads = 32;

  /** How many writing calls may be in progress at once. */
  public int maxConcurrentWrites = 1;

  /** How many responses are remembered for conditional requests; 0 for none. */
  public int cachedResponses = 100;

  /** The proxies of the environment, where neither the client nor the JVM has one. */
  public ProxyEnvironment proxyEnvironment = new ProxyEnvironment(Map.of());

  /** The proxy in place of the JVM's choice. */
  public @Nullable Proxy proxy;

  /** The login at the proxy. */
  public @Nullable ProxyLogin proxyLogin;

  /** Makes TLS connections in place of the JVM's way. */
  public @Nullable SSLSocketFactory tls;

  /** Carries the requests in place of the default transport. */
  public @Nullable Client httpClient;

  /** The application's own clients around the transport, the outermost first. */
  public List<UnaryOperator<Client>> interceptors = new ArrayList<>();

  /** The observer of every call. */
  public CallObserver observer = CallObserver.NONE;

  /** The clock, the sleeper and the jitter. */
  public Time time = Time.SYSTEM;

  /** Returns settings of their own with the same values. */
  public CallSettings copy() {
    CallSettings copy = new CallSettings();
    copy.baseUrl = baseUrl;
    copy.baseUrlChosen = baseUrlChosen;
    copy.allowInsecure = allowInsecure;
    copy.token = token;
    copy.userAgent = userAgent;
    copy.apiVersion = apiVersion;
    copy.headers.putAll(headers);
    copy.connectTimeout = connectTimeout;
    copy.readTimeout = readTimeout;
    copy.callTimeout = callTimeout;
    copy.downloadTimeout = downloadTimeout;
    copy.retryPolicy = retryPolicy;
    copy.rateLimitPolicy = rateLimitPolicy;
    copy.maxConcurrentReads = maxConcurrentReads;
    copy.maxConcurrentWrites = maxConcurrentWrites;
    copy.cachedResponses = cachedResponses;
    copy.proxyEnvironment = proxyEnvironment;
    copy.proxy = proxy;
    copy.proxyLogin = proxyLogin;
    copy.tls = tls;
    copy.httpClient = httpClient;
    copy.interceptors.addAll(interceptors);
    copy.observer = observer;
    copy.time = time;
    return copy;
  }

  @Override
  public String toString() {
    return "CallSettings[" + baseUrl + "]";
  }
}
