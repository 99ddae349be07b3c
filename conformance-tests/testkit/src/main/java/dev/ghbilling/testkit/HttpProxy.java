package dev.ghbilling.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy that tunnels every {@code CONNECT} to one server, whatever host it is asked for,
 * and can insist on Basic authentication.
 *
 * <p>A {@link RecordingServer} stands in for a proxy of plain http.
 */
public final class HttpProxy implements AutoCloseable {
  private final ConnectionAcceptor acceptor;
  private final URI server;
  private final @Nullable String login;
  private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();

  /** Starts a proxy that asks for no login. */
  public HttpProxy(URI server) {
    this(server, null);
  }

  /**
   * Starts a proxy that responds with 407 to whoever doesn't log in.
   *
   * @param login user name and password with a colon between them
   */
  public HttpProxy(URI server, @Nullable String login) {
    this.server = server;
    this.login = login;
    this.acceptor = new ConnectionAcceptor("http-proxy", this::serve);
  }

  /** Returns the proxy as a client is configured with it. */
  public Proxy proxy() {
    return new Proxy(
        Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), acceptor.port()));
  }

  /** Returns every request that it was sent itself, those in a tunnel excluded. */
  public List<ReceivedRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    acceptor.close();
  }

  private void serve(Socket client) throws IOException {
    ReceivedRequest request = ReceivedRequest.read(client.getInputStream());
    requests.add(request);
    if (!admits(request)) {
      respond(client, "407 Log In", "Proxy-Authenticate: Basic realm=\"test\"\r\n");
    } else if (!request.method().equals("CONNECT")) {
      respond(client, "501 Tunnels Only", "");
    } else {
      try (Socket target = new Socket(server.getHost(), server.getPort())) {
        write(client, "HTTP/1.1 200 Connected\r\n\r\n");
        SocketRelay.relay(client, target);
      }
    }
  }

  private boolean admits(ReceivedRequest request) {
    if (login == null) {
      return true;
    }
    String credentials =
        Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.US_ASCII));
    return request.header("Proxy-Authorization").contains("Basic " + credentials);
  }

  private static void respond(Socket client, String status, String headers) throws IOException {
    write(
        client,
        "HTTP/1.1 %s\r\n%sContent-Length: 0\r\nConnection: close\r\n\r\n"
            .formatted(status, headers));
  }

  private static void write(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
