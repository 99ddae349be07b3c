package dev.ghbilling.testkit;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

/**
 * A server that speaks just enough HTTP/2 to respond to the first request of a connection with
 * status 200 and a block of headers, byte for byte as a test writes it, and no body.
 */
public final class Http2Server implements AutoCloseable {
  private static final int PREFACE = 24;
  private static final int MAX_FRAME = 16_384;
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int CONTINUATION = 9;
  private static final int ACK = 1;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  /** The entry of HPACK's static table for status 200. */
  private static final int STATUS_200 = 0x88;

  private final ConnectionAcceptor acceptor;
  private final HeaderBlock block;

  /** The headers of a response after its status. */
  @FunctionalInterface
  public interface HeaderBlock {
    /** Writes the headers as HPACK encodes them; frames are put around them. */
    void writeTo(OutputStream hpack) throws IOException;
  }

  /** Starts a server with this certificate. */
  public Http2Server(SSLContext tls, HeaderBlock block) {
    this.block = block;
    this.acceptor =
        new ConnectionAcceptor(
            "http2-server", new Sockets(tls), InetAddress.getLoopbackAddress(), this::serve);
  }

  /** Returns the server's URL, without a slash at the end. */
  public URI baseUrl() {
    return URI.create("https://127.0.0.1:" + acceptor.port());
  }

  /** Writes a header that is neither compressed nor remembered. */
  public static void literal(OutputStream hpack, String name, String value) throws IOException {
    hpack.write(0);
    for (String text : new String[] {name, value}) {
      integer(hpack, text.length());
      hpack.write(text.getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Writes a length with a prefix of seven bits. */
  private static void integer(OutputStream hpack, int value) throws IOException {
    int rest = value;
    if (rest < 127) {
      hpack.write(rest);
      return;
    }
    hpack.write(127);
    for (rest -= 127; rest >= 128; rest >>>= 7) {
      hpack.write((rest & 127) | 128);
    }
    hpack.write(rest);
  }

  @Override
  public void close() {
    acceptor.close();
  }

  private void serve(Socket connection) throws IOException {
    DataInputStream in = new DataInputStream(connection.getInputStream());
    DataOutputStream out = new DataOutputStream(connection.getOutputStream());
    in.readFully(new byte[PREFACE]);
    frame(out, SETTINGS, 0, 0, new byte[0], 0);
    frame(out, SETTINGS, ACK, 0, new byte[0], 0);
    int stream = 0;
    while (stream == 0) {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      in.readUnsignedByte();
      int id = in.readInt();
      in.readFully(new byte[length]);
      stream = type == HEADERS ? id : 0;
    }
    try (OutputStream headers = new HeaderFrames(out, stream)) {
      headers.write(STATUS_200);
      block.writeTo(headers);
    }
    in.transferTo(OutputStream.nullOutputStream());
  }

  private static void frame(
      DataOutputStream out, int type, int flags, int stream, byte[] payload, int length)
      throws IOException {
    out.writeByte(length >> 16);
    out.writeShort(length);
    out.writeByte(type);
    out.writeByte(flags);
    out.writeInt(stream);
    out.write(payload, 0, length);
    out.flush();
  }

  /** Cuts a block into one frame of headers and as many continuations as it takes. */
  private static final class HeaderFrames extends OutputStream {
    private final DataOutputStream out;
    private final int stream;
    private final byte[] payload = new byte[MAX_FRAME];
    private int length;
    private int type = HEADERS;

    HeaderFrames(DataOutputStream out, int stream) {
      this.out = out;
      this.stream = stream;
    }

    @Override
    public void write(int octet) throws IOException {
      if (length == MAX_FRAME) {
        send(0);
      }
      payload[length++] = (byte) octet;
    }

    private void send(int flags) throws IOException {
      frame(out, type, flags | (type == HEADERS ? END_STREAM : 0), stream, payload, length);
      type = CONTINUATION;
      length = 0;
    }

    @Override
    public void close() throws IOException {
      send(END_HEADERS);
    }
  }

  /** Server sockets that agree on HTTP/2 alone. */
  private static final class Sockets extends ServerSocketFactory {
    private final ServerSocketFactory sockets;

    Sockets(SSLContext tls) {
      this.sockets = tls.getServerSocketFactory();
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
      return agreeing(sockets.createServerSocket(port));
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
      return agreeing(sockets.createServerSocket(port, backlog));
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
        throws IOException {
      return agreeing(sockets.createServerSocket(port, backlog, address));
    }

    private static ServerSocket agreeing(ServerSocket socket) {
      SSLServerSocket tls = (SSLServerSocket) socket;
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      tls.setSSLParameters(parameters);
      return tls;
    }
  }
}
