package dev.ghbilling.internal.transport;

import dev.ghbilling.internal.proxy.ProxyLogin;
import dev.ghbilling.internal.proxy.ProxyRouting;
import dev.ghbilling.internal.proxy.ProxyServer;
import dev.ghbilling.internal.proxy.ProxySettingException;
import dev.ghbilling.internal.time.Deadline;
import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.Credentials;
import okhttp3.Dns;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.RequestBody;
import okhttp3.Route;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * The default {@link Client}: a thin adapter over OkHttp. It adds no credential, follows no
 * redirect and sends nothing twice. It cuts an exchange when its deadline passes or its thread is
 * interrupted.
 */
public final class OkHttpTransport implements Client, AutoCloseable {
  private static final String PROXY_LOGIN = "Proxy-Authorization";

  /** The challenge that OkHttp makes up to ask for a login before the first request. */
  private static final String PREEMPTIVE = "OkHttp-Preemptive";

  private static final int UNAVAILABLE = 503;
  private static final String RETRY_AFTER = "Retry-After";
  private static final String HIDDEN_RETRY_AFTER = "Ghbilling-Retry-After";

  /** After it, a wait for the server ends by itself, should its {@link ExchangeGuard} fail. */
  private static final Duration GRACE = Duration.ofMillis(200);

  private static final int IDLE_CONNECTIONS = 32;
  private static final Duration IDLE_TIME = Duration.ofMinutes(1);

  /** Sends the first attempt of what reads. */
  private final OkHttpClient reusing;

  /**
   * Sends what changes something, and repeated reads: a server that closes connections without
   * saying so, as HTTP/1.0 does, would make every other attempt fail.
   */
  private final OkHttpClient fresh;

  /**
   * Sets up the transport. It connects to nothing yet.
   *
   * @param connectTimeout how long connecting may take
   * @param readTimeout how long the server may be silent
   * @param proxies chooses the proxy for each URL
   * @param tls makes TLS connections, or null for the JVM's way
   */
  public OkHttpTransport(
      Duration connectTimeout,
      Duration readTimeout,
      ProxyRouting proxies,
      @Nullable SSLSocketFactory tls) {
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .connectTimeout(millis(connectTimeout), TimeUnit.MILLISECONDS)
            .readTimeout(millis(readTimeout), TimeUnit.MILLISECONDS)
            .writeTimeout(millis(readTimeout), TimeUnit.MILLISECONDS)
            .followRedirects(false)
            .retryOnConnectionFailure(false)
            .socketFactory(new BoundedSocketFactory())
            .addInterceptor(OkHttpTransport::withinTheTimeLeft)
            .addNetworkInterceptor(OkHttpTransport::withSoundLength)
            .addNetworkInterceptor(OkHttpTransport::withHiddenRetryAfter)
            .addNetworkInterceptor(chain -> withoutProxyChallenge(chain, proxies))
            .dns(new InterruptibleDns(Dns.SYSTEM, connectTimeout))
            .proxySelector(proxies)
            .proxyAuthenticator(authenticator(proxies))
            .addNetworkInterceptor(chain -> chain.proceed(loggedIn(chain, proxies)))
            .connectionPool(
                new ConnectionPool(IDLE_CONNECTIONS, IDLE_TIME.toMillis(), TimeUnit.MILLISECONDS));
    if (tls != null) {
      builder.sslSocketFactory(tls, trustOfTheJvm());
    }
    OkHttpClient lenient = builder.build();
    this.reusing =
        lenient
            .newBuilder()
            .hostnameVerifier(new StrictHostnameVerifier(lenient.hostnameVerifier()))
            .build();
    // A connection that served before may be closed while a request is on its way. Nobody could
    // tell whether the request arrived, and what changes something must not be sent again.
    this.fresh =
        reusing
            .newBuilder()
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
            .build();
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    AttemptOptions attempt = AttemptOptions.of(options);
    boolean first = request.httpMethod() == Request.HttpMethod.GET && attempt.attempt() == 1;
    Call call = (first ? reusing : fresh).newCall(toOkHttp(request, attempt));
    ExchangeGuard guard = new ExchangeGuard(attempt.deadline(), call::cancel);
    try {
      okhttp3.Response response =
          BoundedSocketFactory.step(() -> attempt.deadline().during(call::execute));
      if (attempt.streamed() && response.isSuccessful()) {
        guard.extendTo(attempt.bodyDeadline());
      }
      guard.leave();
      return toFeign(request, response, new OkHttpBody(call, response.body(), guard));
    } catch (UncheckedIOException e) {
      guard.close();
      throw e.getCause();
    } catch (IOException e) {
      guard.close();
      throw guard.reason(IoFailure.unquoted(e));
    } catch (RuntimeException | Error e) {
      guard.close();
      call.cancel();
      throw e;
    } catch (Throwable e) {
      // OkHttp is Kotlin, which declares no exception: interrupted while it connects, it throws an
      // InterruptedException.
      guard.close();
      call.cancel();
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw guard.reason(new IOException("the call failed: " + e.getClass().getName(), e));
    }
  }

  private static okhttp3.Request toOkHttp(Request request, AttemptOptions attempt)
      throws IOException {
    okhttp3.Request.Builder builder = new okhttp3.Request.Builder();
    try {
      builder.url(request.url());
    } catch (IllegalArgumentException e) {
      // Without its cause, whose message quotes the URL and with it a signature.
      throw new IOException("the URL is not a valid http or https URL");
    }
    Headers.Builder headers = new Headers.Builder();
    request.headers().forEach((name, values) -> values.forEach(value -> headers.add(name, value)));
    return builder
        .headers(headers.build())
        .method(request.httpMethod().name(), body(request))
        .tag(AttemptOptions.class, attempt)
        .build();
  }

  private static @Nullable RequestBody body(Request request) {
    byte[] bytes = request.body();
    if (bytes == null && !request.httpMethod().isWithBody()) {
      return null;
    }
    return new SingleUseBody(bytes == null ? new byte[0] : bytes);
  }

  /** A body that OkHttp must not send a second time, whatever the server responds. */
  private static final class SingleUseBody extends RequestBody {
    private final byte[] bytes;

    SingleUseBody(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public @Nullable MediaType contentType() {
      // The request has its Content-Type among its headers.
      return null;
    }

    @Override
    public long contentLength() {
      return bytes.length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(bytes);
    }

    @Override
    public boolean isOneShot() {
      return true;
    }
  }

  private static Response toFeign(Request request, okhttp3.Response response, OkHttpBody body) {
    Map<String, Collection<String>> headers = new LinkedHashMap<>(response.headers().toMultimap());
    Collection<String> retryAfter = headers.remove(HIDDEN_RETRY_AFTER.toLowerCase(Locale.ROOT));
    if (retryAfter != null) {
      headers.put(RETRY_AFTER, retryAfter);
    }
    return Response.builder()
        .request(HttpHeaders.without(request, "Authorization"))
        .status(response.code())
        .reason(response.message())
        .headers(headers)
        .protocolVersion(
            response.protocol() == Protocol.HTTP_2
                ? Request.ProtocolVersion.HTTP_2
                : Request.ProtocolVersion.HTTP_1_1)
        .body(new UnreadBody(body))
        .build();
  }

  /**
   * Lets no wait for the server last longer than the call. The guard ends a call more exactly, but
   * it cuts only once: when {@link Call#cancel} runs out of memory, the next one does nothing.
   */
  private static okhttp3.Response withinTheTimeLeft(Interceptor.Chain chain) throws IOException {
    AttemptOptions attempt = chain.request().tag(AttemptOptions.class);
    int connecting = millisLeft(attempt.deadline());
    int reading = Math.max(connecting, millisLeft(attempt.bodyDeadline()));
    return chain
        .withConnectTimeout(
            Math.min(chain.connectTimeoutMillis(), connecting), TimeUnit.MILLISECONDS)
        .withReadTimeout(Math.min(chain.readTimeoutMillis(), reading), TimeUnit.MILLISECONDS)
        .proceed(chain.request());
  }

  private static int millisLeft(Deadline deadline) {
    return (int) millis(deadline.timeLeft().plus(GRACE));
  }

  /**
   * Refuses a {@code Content-Length} that isn't a number of bytes, or more than one, since OkHttp
   * reads on until the connection is closed, or fails with an {@link IllegalArgumentException}.
   */
  private static okhttp3.Response withSoundLength(Interceptor.Chain chain) throws IOException {
    okhttp3.Response response = chain.proceed(chain.request());
    List<String> lengths = response.headers("Content-Length");
    if (lengths.stream().distinct().count() > 1
        || !lengths.stream().allMatch(length -> length.matches("[0-9]{1,18}"))) {
      throw new IOException("the response's Content-Length is not a number of bytes");
    }
    return response;
  }

  /**
   * OkHttp retries a request by itself when the response is 503 with {@code Retry-After: 0}, and
   * fails on a number that isn't an int. Under another name, the header comes through.
   */
  private static okhttp3.Response withHiddenRetryAfter(Interceptor.Chain chain) throws IOException {
    okhttp3.Response response = chain.proceed(chain.request());
    String retryAfter = response.header(RETRY_AFTER);
    return response.code() != UNAVAILABLE || retryAfter == null
        ? response
        : response
            .newBuilder()
            .removeHeader(RETRY_AFTER)
            .header(HIDDEN_RETRY_AFTER, retryAfter)
            .build();
  }

  /**
   * Logs in at a proxy for a tunnel. OkHttp asks for the login before the first request, and again
   * after a 407.
   */
  private static Authenticator authenticator(ProxyRouting proxies) {
    return (route, response) -> {
      boolean before = PREEMPTIVE.equals(response.header("Proxy-Authenticate"));
      if (!before) {
        throw challenged(response.request(), route, proxies);
      }
      return route == null ? null : loggedIn(response.request(), route.proxy(), proxies);
    };
  }

  /** Reports a 407 as what it is; OkHttp takes it for invalid HTTP where it knows of no proxy. */
  private static okhttp3.Response withoutProxyChallenge(
      Interceptor.Chain chain, ProxyRouting proxies) throws IOException {
    okhttp3.Response response = chain.proceed(chain.request());
    if (response.code() == HttpURLConnection.HTTP_PROXY_AUTH) {
      response.close();
      Connection connection = chain.connection();
      Route route = connection == null ? null : connection.route();
      throw challenged(response.request(), route, proxies);
    }
    return response;
  }

  private static IOException challenged(
      okhttp3.Request request, @Nullable Route route, ProxyRouting proxies) {
    Proxy proxy = route == null ? Proxy.NO_PROXY : route.proxy();
    ProxyServer server = proxies.server(request.url().uri(), proxy);
    if (request.header(PROXY_LOGIN) != null && server != null) {
      return new ProxySettingException(
          "the proxy refused the login (HTTP 407): check " + server.loginSetting());
    }
    String advice = ", but no proxy is set for this URL";
    if (server != null) {
      advice = ": set " + server.loginSetting();
    } else if (proxy.type() == Proxy.Type.HTTP) {
      advice =
          ", and the JVM's selector, which chose the proxy, has none: set proxy and proxyLogin";
    }
    return new ProxySettingException("a proxy asks for a login (HTTP 407)" + advice);
  }

  /** Logs in at a proxy for plain http at once, since after its 407 no body is sent again. */
  private static okhttp3.Request loggedIn(Interceptor.Chain chain, ProxyRouting proxies) {
    okhttp3.Request request = chain.request();
    Connection connection = chain.connection();
    if (connection == null || request.isHttps()) {
      return request;
    }
    okhttp3.Request loggedIn = loggedIn(request, connection.route().proxy(), proxies);
    return loggedIn == null ? request : loggedIn;
  }

  /** Returns the request with the login at the proxy, or null when there is none. */
  private static okhttp3.@Nullable Request loggedIn(
      okhttp3.Request request, Proxy proxy, ProxyRouting proxies) {
    ProxyServer server =
        proxy.type() == Proxy.Type.HTTP ? proxies.server(request.url().uri(), proxy) : null;
    ProxyLogin login = server == null ? null : server.login();
    return login == null
        ? null
        : request
            .newBuilder()
            .header(
                PROXY_LOGIN,
                Credentials.basic(login.user(), login.password(), StandardCharsets.UTF_8))
            .build();
  }

  /** OkHttp asks for a trust manager beside the socket factory, for pinning, which is not used. */
  private static X509TrustManager trustOfTheJvm() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      return Arrays.stream(factory.getTrustManagers())
          .filter(X509TrustManager.class::isInstance)
          .map(X509TrustManager.class::cast)
          .findFirst()
          .orElseThrow();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JVM has no trust manager", e);
    }
  }

  /** Zero would be no limit at all to OkHttp. */
  private static long millis(Duration timeout) {
    boolean countable = timeout.compareTo(Duration.ofMillis(Integer.MAX_VALUE)) < 0;
    return countable ? Math.max(1, timeout.toMillis()) : Integer.MAX_VALUE;
  }

  /**
   * Returns how many connections serve an exchange now; zero when every body was read to its end or
   * closed.
   */
  public int connectionsInUse() {
    return inUse(reusing.connectionPool()) + inUse(fresh.connectionPool());
  }

  private static int inUse(ConnectionPool pool) {
    return pool.connectionCount() - pool.idleConnectionCount();
  }

  /** Closes the idle connections. Exchanges in progress complete. */
  @Override
  public void close() {
    reusing.connectionPool().evictAll();
  }
}
