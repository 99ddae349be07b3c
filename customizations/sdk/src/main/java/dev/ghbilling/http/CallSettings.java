package dev.ghbilling.http;

import java.net.Proxy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import javax.net.ssl.SSLSocketFactory;

/**
 * How calls are made. Immutable.
 *
 * @param baseUrl the API, as {@link BaseUrl#require} gives it
 * @param allowInsecure whether plain http is spoken to other machines
 * @param token gives the bearer token for each time that a request is sent
 * @param userAgent what to say in {@code User-Agent}
 * @param apiVersion the version to ask for instead of the contract's
 * @param connectTimeout how long connecting may take
 * @param readTimeout how long the server may be silent
 * @param callTimeout how long a call may take with all its attempts and pauses
 * @param maxAttempts how often a request is sent at the most
 * @param maxReads how many reading calls may be under way at once
 * @param maxWrites how many writing calls may be under way at once
 * @param limitPolicy what to do while the primary limit is known to be spent
 * @param cachedAnswers how many answers are remembered for conditional requests; 0 for none
 * @param proxy the proxy, where it isn't the JVM's
 * @param tls what makes and trusts TLS connections, where it isn't the JVM's
 * @param observer told of every call
 * @param clock by which times end
 * @param sleeper how to wait
 * @param random numbers from 0 to less than 1, for jitter
 */
public record CallSettings(
    URI baseUrl,
    boolean allowInsecure,
    TokenSource token,
    String userAgent,
    Optional<String> apiVersion,
    Duration connectTimeout,
    Duration readTimeout,
    Duration callTimeout,
    int maxAttempts,
    int maxReads,
    int maxWrites,
    LimitPolicy limitPolicy,
    int cachedAnswers,
    Optional<Proxy> proxy,
    Optional<SSLSocketFactory> tls,
    CallObserver observer,
    Clock clock,
    Sleeper sleeper,
    DoubleSupplier random) {

  @Override
  public String toString() {
    return "CallSettings[" + baseUrl + "]";
  }
}
