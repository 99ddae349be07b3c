package dev.ghbilling.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests over Apache HttpComponents' connections: HTTP/1.1, one exchange on a connection at
 * a time. It adds no credential, follows no redirect and sends nothing twice. It holds the
 * connections itself and leaves HttpComponents' client out, whose log shows headers and addresses,
 * which have secrets, and which can't bound a call as a whole.
 */
public final class Transport implements AutoCloseable {
  private static final String GZIP = "gzip";

  private final Connections connections;
  private final Routes routes;
  private final String userAgent;
  private final Duration untilAnswered;

  Transport(CallSettings settings) {
    this.routes = new Routes(settings.proxy(), settings.allowInsecure());
    this.connections = new Connections(settings);
    this.userAgent = settings.userAgent();
    this.untilAnswered = CurrentCall.countable(settings.callTimeout());
  }

  /** Sends the request of the call that the thread is making, bound to end with the call's time. */
  ApiAnswer send(ApiRequest request) throws IOException {
    CurrentCall call = CurrentCall.get();
    Duration left = call.timeLeft();
    if (left.isZero()) {
      throw new InterruptedIOException("no time left to send it");
    }
    return answer(request, left, call.streamed());
  }

  /**
   * Asks for a file, whose header has to be there within the time allowed for a call, and which may
   * then take as long as it keeps arriving.
   *
   * @param url an absolute http or https URL
   * @param headers what to say besides, of which the transport adds nothing but what HTTP needs
   * @throws IOException when there is no answer
   */
  public Fetched get(URI url, Map<String, String> headers) throws IOException {
    HeaderFields fields = HeaderFields.NONE.with("User-Agent", userAgent);
    if (!Location.isUsable(url)) {
      throw new IOException("its address is no http or https URL");
    }
    for (Map.Entry<String, String> header : headers.entrySet()) {
      fields = fields.with(header.getKey(), header.getValue());
    }
    return new Fetched(
        answer(new ApiRequest("GET", url.toString(), fields, null), untilAnswered, true));
  }

  /**
   * How many connections serve an exchange now; none when every answer was read to its end or
   * closed.
   */
  public int connectionsInUse() {
    return connections.inUse();
  }

  /** Closes the idle connections, and the others when their exchanges have come to their end. */
  @Override
  public void close() {
    connections.close();
  }

  private ApiAnswer answer(ApiRequest request, Duration within, boolean readAtLeisure)
      throws IOException {
    boolean unzips = !request.headers().has("Accept-Encoding");
    URI url = URI.create(request.url());
    HttpHost host = host(url);
    Routes.Way way = routes.to(url, host);
    Exchange exchange = connections.begin(way, within);
    ClassicHttpResponse response = exchange.open(message(request, url, host, way.route(), unzips));
    if (readAtLeisure && response.getCode() / 100 == 2) {
      exchange.unbind();
    }
    Header[] header = response.getHeaders();
    HeaderFields fields =
        HeaderFields.of(header.length, i -> header[i].getName(), i -> text(header[i].getValue()));
    InputStream body = body(response, exchange);
    if (unzips && hasBody(response) && GZIP.equalsIgnoreCase(fields.value("Content-Encoding"))) {
      fields = fields.without("Content-Encoding").without("Content-Length");
      body = new Unzipped(body);
    }
    return new ApiAnswer(
        request, response.getCode(), text(response.getReasonPhrase()), fields, body);
  }

  /** An IPv6 address stands in brackets in a URL and nowhere else. */
  private static HttpHost host(URI url) {
    String host = url.getHost();
    return new HttpHost(
        url.getScheme(),
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        url.getPort());
  }

  private static BasicClassicHttpRequest message(
      ApiRequest request, URI url, HttpHost host, HttpRoute route, boolean unzips) {
    BasicClassicHttpRequest message =
        new BasicClassicHttpRequest(request.method(), host, target(url));
    message.setAuthority(new URIAuthority(host));
    // What a proxy reads, it needs to know whole.
    message.setAbsoluteRequestUri(route.getProxyHost() != null && !route.isTunnelled());
    message.addHeader("Host", host.toHostString());
    request.headers().forEach(message::addHeader);
    if (unzips) {
      message.addHeader("Accept-Encoding", GZIP);
    }
    byte[] body = request.body();
    if (body != null) {
      message.setEntity(new ByteArrayEntity(body, null));
    }
    if (body != null || request.needsBody()) {
      message.addHeader("Content-Length", Integer.toString(body == null ? 0 : body.length));
    }
    return message;
  }

  private static String target(URI url) {
    String path = url.getRawPath();
    String target = path == null || path.isEmpty() ? "/" : path;
    return url.getRawQuery() == null ? target : target + "?" + url.getRawQuery();
  }

  private static InputStream body(ClassicHttpResponse response, Exchange exchange)
      throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      exchange.end();
      return InputStream.nullInputStream();
    }
    return new ExchangeBody(entity.getContent(), exchange);
  }

  /** What is empty isn't compressed, whatever its header says. */
  private static boolean hasBody(ClassicHttpResponse response) {
    HttpEntity entity = response.getEntity();
    return entity != null && entity.getContentLength() != 0;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
