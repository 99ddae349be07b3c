package dev.ghbilling.http;

import feign.Client;
import feign.Feign;
import feign.Request;
import feign.Retryer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;

/**
 * Makes implementations of the generated interfaces that share one transport. The way of a call:
 * interface, {@link Calls} with {@link RetryPolicy} and {@link Admission}, Feign, then the chain of
 * clients that the constructor shows.
 */
public final class ApiClients implements AutoCloseable {
  private final CallSettings settings;
  private final OkHttpClient http;
  private final Client chain;
  private final Calls calls;
  private final JsonBody json;
  private final ErrorAnswers errors;
  private final PercentEncoded encoded = new PercentEncoded();
  private final Map<Class<?>, Object> clients = new ConcurrentHashMap<>();

  /** Sets up the transport; connects to nothing yet. */
  public ApiClients(CallSettings settings) {
    Secrets secrets = new Secrets(settings.token());
    Pauses pauses = new Pauses(settings.sleeper());
    this.settings = settings;
    this.http = transport(settings);
    this.json = new JsonBody(secrets);
    this.errors = new ErrorAnswers(secrets, settings.clock());

    Client answered = new Redirects(new CallLog(new OkHttpTransport(http), secrets));
    Client authenticated = new Authenticated(answered, settings.baseUrl());
    RateLimits limits = new RateLimits(authenticated, settings.clock());
    Client cached =
        settings.cachedAnswers() == 0 ? limits : new AnswerCache(limits, settings.cachedAnswers());
    this.chain = new Connected(new Identified(cached, settings.userAgent(), settings.apiVersion()));

    this.calls =
        new Calls(
            new Admission(
                settings.maxReads(),
                settings.maxWrites(),
                secrets,
                limits,
                settings.limitPolicy(),
                settings.clock(),
                pauses),
            new RetryPolicy(settings.maxAttempts(), new Backoff(settings.random())),
            errors,
            settings.observer(),
            pauses,
            settings.clock(),
            settings.callTimeout());
  }

  /** The same transport, manners and cache, with another time allowed for a call. */
  private ApiClients(ApiClients shared, Duration callTimeout) {
    this.settings = shared.settings;
    this.http = shared.http;
    this.chain = shared.chain;
    this.json = shared.json;
    this.errors = shared.errors;
    this.calls = shared.calls.within(callTimeout);
  }

  /** Clients over the same connections that allow a call so long. */
  public ApiClients within(Duration callTimeout) {
    return new ApiClients(this, callTimeout);
  }

  /** An implementation of a generated interface; always the same one. */
  public <T> T create(Class<T> api) {
    return api.cast(clients.computeIfAbsent(api, this::build));
  }

  private Object build(Class<?> api) {
    return Feign.builder()
        .client(chain)
        .contract(encoded)
        .queryMapEncoder(encoded)
        // The transport has its own; a call's time is bound there too.
        .options(new Request.Options(1, TimeUnit.DAYS, 1, TimeUnit.DAYS, false))
        .encoder(json)
        .decoder(json)
        .errorDecoder(errors)
        .invocationHandlerFactory(calls)
        .retryer(Retryer.NEVER_RETRY)
        .target(api, settings.baseUrl().toString());
  }

  /** A text without the tokens that are or were in use. */
  public String redact(String text) {
    return json.redact(text);
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

  private static OkHttpClient transport(CallSettings settings) {
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .addInterceptor(new Interruptible())
            .addNetworkInterceptor(new OwnRetries())
            .eventListenerFactory(Cancellation.exchanges())
            // Retrying and redirecting are ours to decide, so OkHttp does neither.
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .connectTimeout(settings.connectTimeout())
            .readTimeout(settings.readTimeout())
            .writeTimeout(settings.readTimeout());
    settings.proxy().ifPresent(builder::proxy);
    settings.tls().ifPresent(tls -> builder.sslSocketFactory(tls.sockets(), tls.trust()));
    return builder.build();
  }
}
