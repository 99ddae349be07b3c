package dev.ghbilling.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * A connection that logs nothing, and knows whether it brought more than was asked for.
 * HttpComponents' own shows each header at debug, and so the token.
 */
final class QuietConnection extends DefaultBHttpClientConnection
    implements ManagedHttpClientConnection {
  /** No header is as long; a server that sends one without end must not fill the memory. */
  private static final Http1Config LIMITS =
      Http1Config.custom().setMaxLineLength(256 * 1024).setMaxHeaderCount(1000).build();

  private final AtomicBoolean closed = new AtomicBoolean();
  private final Answers answers;

  QuietConnection() {
    this(new Answers());
  }

  private QuietConnection(Answers answers) {
    super(LIMITS, null, null, null, null, null, answers);
    this.answers = answers;
  }

  /** Remembers where the answers come from, which HttpComponents keeps to itself. */
  private static final class Answers extends DefaultHttpResponseParserFactory {
    private @Nullable SessionInputBuffer arrived;

    Answers() {
      super(LIMITS);
    }

    @Override
    public HttpMessageParser<ClassicHttpResponse> create() {
      HttpMessageParser<ClassicHttpResponse> parser = super.create();
      return (buffer, in) -> {
        arrived = buffer;
        return parser.parse(buffer, in);
      };
    }
  }

  /** Whether it has brought an answer, to whatever request. */
  boolean hasServed() {
    return answers.arrived != null;
  }

  /**
   * Whether bytes are there that belong to no answer: the next request would take them for its own.
   * Over TLS they may be no more than what TLS itself has to say, or its end.
   */
  boolean hasLeftovers() throws IOException {
    SocketHolder holder = getSocketHolder();
    return holder != null
        && ((answers.arrived != null && answers.arrived.length() > 0)
            || holder.getBaseSocket().getInputStream().available() > 0
            || (holder.getSSLSocket() != null && holder.getInputStream().available() > 0));
  }

  @Override
  public void bind(Socket socket) throws IOException {
    super.bind(socket);
    requireOpen(socket);
  }

  @Override
  public void bind(SSLSocket secure, Socket socket) throws IOException {
    super.bind(secure, socket);
    // What a proxy answered was another conversation.
    answers.arrived = null;
    requireOpen(socket);
  }

  /** One that was given up while it was made must not come to life. */
  private void requireOpen(Socket socket) throws IOException {
    if (closed.get()) {
      socket.close();
      throw new InterruptedIOException("given up");
    }
  }

  @Override
  public @Nullable Socket getSocket() {
    SocketHolder holder = getSocketHolder();
    return holder == null ? null : holder.getSocket();
  }

  @Override
  public @Nullable SSLSession getSSLSession() {
    return getSocket() instanceof SSLSocket secure ? secure.getSession() : null;
  }

  @Override
  public void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      super.close();
    }
  }

  @Override
  public void close(CloseMode mode) {
    if (closed.compareAndSet(false, true)) {
      super.close(mode);
    }
  }

  /** The time for reading stays as it is, since nobody reads from an idle connection. */
  @Override
  public void passivate() {}

  @Override
  public void activate() {}
}
