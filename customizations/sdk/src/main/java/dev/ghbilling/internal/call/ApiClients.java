package dev.ghbilling.internal.call;

import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.internal.json.JsonDecoder;
import dev.ghbilling.internal.proxy.ProxyRouting;
import dev.ghbilling.internal.proxy.ProxyServer;
import dev.ghbilling.internal.time.Deadline;
import dev.ghbilling.internal.token.Credentials;
import dev.ghbilling.internal.transport.AttemptOptions;
import dev.ghbilling.internal.transport.BearerAuthentication;
import dev.ghbilling.internal.transport.ExhaustedLimits;
import dev.ghbilling.internal.transport.HttpHeaders;
import dev.ghbilling.internal.transport.HttpLog;
import dev.ghbilling.internal.transport.OkHttpTransport;
import dev.ghbilling.internal.transport.RedirectFollower;
import dev.ghbilling.internal.transport.ResponseCache;
import feign.Client;
import feign.DefaultContract;
import feign.MethodMetadata;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The implementations of the generated interfaces that share one transport. The constructor shows
 * the chain of clients through which their requests go.
 */
public final class ApiClients implements AutoCloseable {
  private final CallSettings settings;
  private final Shared shared;
  private final CallHandler handler;
  private final Map<Class<?>, Object> clients = new ConcurrentHashMap<>();

  /** Everything that clients with different timeouts have in common. */
  private record Shared(
      Client transport,
      @Nullable OkHttpTransport own,
      Client chain,
      RateLimiter limiter,
      Retries retries,
      JsonDecoder decoder,
      ApiErrorDecoder errors) {}

  /** Sets up the clients. They connect to nothing yet. */
  public ApiClients(CallSettings settings) {
    this(settings, share(settings));
  }

  private ApiClients(CallSettings settings, Shared shared) {
    this(settings, shared, shared.retries);
  }

  private ApiClients(CallSettings settings, Shared shared, Retries retries) {
    this.settings = settings;
    this.shared = shared;
    this.handler =
        new CallHandler(
            settings, shared.chain, shared.limiter, retries, shared.decoder, shared.errors);
  }

  private static Shared share(CallSettings settings) {
    Credentials credentials = new Credentials(Objects.requireNonNull(settings.token));
    String api = settings.baseUrl.toString();

    OkHttpTransport own = settings.httpClient == null ? transport(settings) : null;
    Client unbounded = own == null ? Objects.requireNonNull(settings.httpClient) : own;
    Client transport =
        (request, options) -> HttpHeaders.bounded(unbounded.execute(request, options));
    Client logged = new HttpLog(transport, credentials, api);
    Client redirected = RedirectFollower.ofCalls(logged);
    Client authenticated = new BearerAuthentication(redirected, api);
    ExhaustedLimits limited =
        new ExhaustedLimits(intercepted(authenticated, settings), settings.time.clock());
    Client chain =
        settings.cachedResponses == 0
            ? limited
            : new ResponseCache(limited, settings.cachedResponses);

    return new Shared(
        transport,
        own,
        chain,
        new RateLimiter(settings, credentials, limited),
        new Retries(settings.retryPolicy, settings.time),
        new JsonDecoder(credentials),
        new ApiErrorDecoder(credentials, settings.time.clock()));
  }

  private static OkHttpTransport transport(CallSettings settings) {
    return new OkHttpTransport(
        settings.connectTimeout,
        settings.readTimeout,
        settings.proxy == null
            ? ProxyRouting.by(settings.proxyEnvironment, settings.allowInsecure)
            : ProxyRouting.through(
                new ProxyServer(settings.proxy, settings.proxyLogin, "proxyLogin"),
                settings.allowInsecure),
        settings.tls);
  }

  private static Client intercepted(Client client, CallSettings settings) {
    Client intercepted = client;
    for (int i = settings.interceptors.size() - 1; i >= 0; i--) {
      UnaryOperator<Client> interceptor = settings.interceptors.get(i);
      intercepted = interceptor.apply(intercepted);
    }
    return intercepted;
  }

  /** Returns clients over the same connections and limits that allow a call another time. */
  public ApiClients within(Duration callTimeout) {
    CallSettings other = settings.copy();
    other.callTimeout = callTimeout;
    return new ApiClients(other, shared);
  }

  /** Returns clients over the same connections and limits that make one attempt for each call. */
  public ApiClients withoutRetries() {
    return new ApiClients(settings, shared, new Retries(RetryPolicy.NEVER, settings.time));
  }

  /** Returns the implementation of a generated interface, always the same one. */
  public <T> T create(Class<T> api) {
    return api.cast(clients.computeIfAbsent(api, this::build));
  }

  private Object build(Class<?> api) {
    List<MethodMetadata> annotated = new DefaultContract().parseAndValidateMetadata(api);
    Map<Method, ApiMethod> methods = new HashMap<>();
    for (MethodMetadata method : annotated) {
      methods.put(
          method.method(), new ApiMethod(method, settings.baseUrl.toString(), headers(settings)));
    }
    return Proxy.newProxyInstance(
        api.getClassLoader(), new Class<?>[] {api}, handler.handling(api, methods));
  }

  private static Map<String, String> headers(CallSettings settings) {
    Map<String, String> headers = new TreeMap<>(settings.headers);
    headers.put("User-Agent", userAgent(settings));
    if (settings.apiVersion != null) {
      headers.put("X-GitHub-Api-Version", settings.apiVersion);
    }
    return headers;
  }

  private static String userAgent(CallSettings settings) {
    String version = ApiClients.class.getPackage().getImplementationVersion();
    String library = "ghbilling/" + (version == null ? "development" : version);
    return settings.userAgent == null ? library : settings.userAgent + " " + library;
  }

  /**
   * Requests a file from a host that must not see credentials, and follows redirects. The headers
   * of the response have to arrive within the time allowed for a call, and the whole file within
   * the deadline.
   *
   * @param url an absolute http or https URL
   * @param headers the headers of the request, to which only what HTTP needs is added
   * @param permitted makes a client that refuses URLs, also those of redirects
   * @return the response, to be closed
   * @throws IOException when there is no response
   */
  public Response download(
      URI url, Map<String, String> headers, Deadline deadline, UnaryOperator<Client> permitted)
      throws IOException {
    Map<String, Collection<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, value) -> all.put(name, List.of(value)));
    all.put("User-Agent", List.of(userAgent(settings)));
    Request request =
        Request.create(
            Request.HttpMethod.GET, url.toString(), all, null, StandardCharsets.UTF_8, null);
    return RedirectFollower.ofDownloads(permitted.apply(shared.transport))
        .execute(
            request,
            new AttemptOptions(
                "download",
                1,
                null,
                Deadline.after(
                    shorter(settings.callTimeout, deadline.timeLeft()), settings.time.clock()),
                deadline,
                settings.connectTimeout,
                settings.readTimeout));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Returns the settings of these clients. */
  public CallSettings settings() {
    return settings;
  }

  /** Returns the retries that calls, downloads and waits share. */
  public Retries retries() {
    return shared.retries;
  }

  /** Returns the decoder of responses that are read as streams. */
  public JsonDecoder decoder() {
    return shared.decoder;
  }

  /**
   * Returns how many connections serve an exchange now; zero when every response was read to its
   * end or closed, and always with a client of the application's.
   */
  public int connectionsInUse() {
    return shared.own == null ? 0 : shared.own.connectionsInUse();
  }

  /** Closes the idle connections. Calls in progress complete. */
  @Override
  public void close() {
    if (shared.own != null) {
      shared.own.close();
    }
  }
}
