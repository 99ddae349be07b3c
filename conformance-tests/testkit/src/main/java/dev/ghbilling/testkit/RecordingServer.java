package dev.ghbilling.testkit;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * A server that records each request and responds with what a test has scripted, to the byte. It
 * serves one request on each connection.
 */
public final class RecordingServer implements AutoCloseable {
  private final String scheme;
  private final ConnectionAcceptor acceptor;
  private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
  private final List<ScriptedResponse> script = new ArrayList<>();

  /** Starts a server at the loopback address. */
  public RecordingServer() {
    this(InetAddress.getLoopbackAddress());
  }

  /** Starts a server at an address of this machine. */
  public RecordingServer(InetAddress address) {
    this("http", ServerSocketFactory.getDefault(), address);
  }

  /** Starts a server that speaks TLS. */
  public RecordingServer(SSLContext tls) {
    this("https", tls.getServerSocketFactory(), InetAddress.getLoopbackAddress());
  }

  private RecordingServer(String scheme, ServerSocketFactory sockets, InetAddress address) {
    this.scheme = scheme;
    this.acceptor = new ConnectionAcceptor("recording-server", sockets, address, this::serve);
  }

  /** Sends these responses to the requests to come, in order, and the last one to all further. */
  public RecordingServer respondWith(ScriptedResponse... responses) {
    synchronized (script) {
      script.clear();
      script.addAll(List.of(responses));
    }
    return this;
  }

  /** Returns the server's URL, without a slash at the end. */
  public URI baseUrl() {
    String host = acceptor.address() instanceof Inet6Address ? "[::1]" : "127.0.0.1";
    return URI.create(scheme + "://" + host + ":" + acceptor.port());
  }

  /** Returns every request received so far. */
  public List<ReceivedRequest> requests() {
    return List.copyOf(requests);
  }

  /** Returns the only request; fails unless there was exactly one. */
  public ReceivedRequest request() {
    if (requests.size() != 1) {
      throw new AssertionError("one request expected, not " + requests);
    }
    return requests.get(0);
  }

  /** Closes the port and all connections; when it returns, the port refuses. */
  @Override
  public void close() {
    acceptor.close();
  }

  private void serve(Socket connection) throws IOException {
    ReceivedRequest request = ReceivedRequest.read(connection.getInputStream());
    requests.add(request);
    next().send(request, connection);
  }

  private ScriptedResponse next() {
    synchronized (script) {
      return script.size() > 1 ? script.remove(0) : script.get(0);
    }
  }
}
