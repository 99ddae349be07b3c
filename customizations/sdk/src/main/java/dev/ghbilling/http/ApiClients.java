package dev.ghbilling.http;

import feign.Client;
import feign.Feign;
import feign.Request;
import feign.Retryer;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;

/**
 * Makes implementations of the generated interfaces that share one transport. The way of a call:
 * interface, Feign, {@code Connected}, {@code Identified}, {@code Authenticated}, OkHttp.
 */
public final class ApiClients implements AutoCloseable {
  private final URI baseUrl;
  private final OkHttpClient http;
  private final Client chain;
  private final String token;
  private final Request.Options options;

  /**
   * Sets up the transport; connects to nothing yet.
   *
   * @param baseUrl the API, as {@link BaseUrl#require} gives it
   * @param token the bearer token, without the word
   * @param userAgent what to say in {@code User-Agent}
   * @param apiVersion the version to ask for instead of the contract's
   * @param connectTimeout how long connecting may take
   * @param readTimeout how long the server may be silent
   */
  public ApiClients(
      URI baseUrl,
      String token,
      String userAgent,
      Optional<String> apiVersion,
      Duration connectTimeout,
      Duration readTimeout) {
    this.baseUrl = baseUrl;
    this.token = token;
    // Retrying and redirecting are ours to decide, so OkHttp does neither.
    this.http =
        new OkHttpClient.Builder()
            .addInterceptor(new Interruptible())
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .connectTimeout(connectTimeout)
            .readTimeout(readTimeout)
            .writeTimeout(readTimeout)
            .build();
    // The same values again, or feign-okhttp would build a second transport on every call.
    this.options =
        new Request.Options(
            connectTimeout.toMillis(),
            TimeUnit.MILLISECONDS,
            readTimeout.toMillis(),
            TimeUnit.MILLISECONDS,
            false);
    Client transport = new feign.okhttp.OkHttpClient(http);
    this.chain =
        new Connected(
            new Identified(new Authenticated(transport, token, baseUrl), userAgent, apiVersion));
  }

  /** An implementation of a generated interface. */
  public <T> T create(Class<T> api) {
    JsonBody json = new JsonBody();
    PercentEncoded encoded = new PercentEncoded();
    return Feign.builder()
        .client(chain)
        .contract(encoded)
        .queryMapEncoder(encoded)
        .options(options)
        .encoder(json)
        .decoder(json)
        .errorDecoder(new ErrorAnswers(token))
        .invocationHandlerFactory(new PlainExceptions())
        .retryer(Retryer.NEVER_RETRY)
        .target(api, baseUrl.toString());
  }

  /** The transport without any credentials, for hosts that must not see them. */
  public OkHttpClient withoutCredentials() {
    return http;
  }

  /** Closes the idle connections; calls that are under way come to their end. */
  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
