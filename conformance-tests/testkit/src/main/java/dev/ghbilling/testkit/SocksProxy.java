package dev.ghbilling.testkit;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A SOCKS 5 proxy (RFC 1928) that leads to one server, whatever host it is asked for, and can
 * insist on a user name and password (RFC 1929).
 */
public final class SocksProxy implements AutoCloseable {
  private static final int NO_LOGIN = 0;
  private static final int PASSWORD = 2;
  private static final int NOTHING_ACCEPTABLE = 0xFF;
  private static final int DOMAIN_NAME = 3;

  private final ConnectionAcceptor acceptor;
  private final URI server;
  private final @Nullable String login;
  private final List<String> hosts = new CopyOnWriteArrayList<>();

  /** Starts a proxy that asks for no login. */
  public SocksProxy(URI server) {
    this(server, null);
  }

  /**
   * Starts a proxy that refuses whoever doesn't log in.
   *
   * @param login user name and password with a colon between them
   */
  public SocksProxy(URI server, @Nullable String login) {
    this.server = server;
    this.login = login;
    this.acceptor = new ConnectionAcceptor("socks-proxy", this::serve);
  }

  /** Returns the proxy as a client is configured with it. */
  public Proxy proxy() {
    return new Proxy(
        Proxy.Type.SOCKS, new InetSocketAddress(InetAddress.getLoopbackAddress(), acceptor.port()));
  }

  /** Returns the host names that it was asked for; an address is not a name, and is refused. */
  public List<String> hosts() {
    return List.copyOf(hosts);
  }

  @Override
  public void close() {
    acceptor.close();
  }

  private void serve(Socket client) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    OutputStream out = client.getOutputStream();
    if (!admits(in, out)) {
      return;
    }
    in.skipNBytes(3);
    if (in.readByte() != DOMAIN_NAME) {
      return;
    }
    hosts.add(text(in));
    in.skipNBytes(2);
    try (Socket target = new Socket(server.getHost(), server.getPort())) {
      out.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 0});
      SocketRelay.relay(client, target);
    }
  }

  private boolean admits(DataInputStream in, OutputStream out) throws IOException {
    in.readByte();
    byte[] offered = in.readNBytes(in.readUnsignedByte());
    int method = login == null ? NO_LOGIN : PASSWORD;
    if (new String(offered, StandardCharsets.ISO_8859_1).indexOf(method) < 0) {
      out.write(new byte[] {5, (byte) NOTHING_ACCEPTABLE});
      return false;
    }
    out.write(new byte[] {5, (byte) method});
    if (login == null) {
      return true;
    }
    in.readByte();
    boolean right = login.equals(text(in) + ":" + text(in));
    out.write(new byte[] {1, (byte) (right ? 0 : 1)});
    return right;
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
  }
}
