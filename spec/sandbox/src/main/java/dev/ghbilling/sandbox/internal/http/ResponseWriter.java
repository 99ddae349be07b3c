package dev.ghbilling.sandbox.internal.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardSocketOptions;
import org.eclipse.jetty.io.Content.Sink;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A writer that sends one response as its {@link Delivery} asks, perhaps not to the end. */
final class ResponseWriter {
  private static final int BUFFER_BYTES = 1 << 15;

  private final Response jetty;
  private final Callback callback;
  private final StoppableDelay delay;

  ResponseWriter(Response jetty, Callback callback, StoppableDelay delay) {
    this.jetty = jetty;
    this.callback = callback;
    this.delay = delay;
  }

  /**
   * Sends a response.
   *
   * @param head whether to leave out the body, because the request was a {@code HEAD}
   */
  void send(ServerResponse response, boolean head) throws IOException {
    delay.await(response.delivery().delay());
    boolean bodiless = response.status() == 204 || response.status() == 304;
    Content content = bodiless || head ? ByteContent.EMPTY : response.content();
    if (response.delivery().end().isEmpty()) {
      writeHead(response, bodiless, response.content().length());
      try (OutputStream out = output()) {
        content.writeTo(paced(out, response.delivery()));
      }
      callback.succeeded();
      return;
    }
    Delivery.End end = response.delivery().end().get();
    if (!end.isBeforeResponse()) {
      long length = response.content().length();
      // The client has to notice that something is missing, so at least one byte more is promised.
      long promised = length == Content.UNKNOWN ? length : Math.max(length, end.afterBytes() + 1);
      writeHead(response, bodiless, promised);
      writeUntil(end, content, response.delivery());
    }
    hangUp(end.reset());
  }

  private void writeHead(ServerResponse response, boolean bodiless, long length) {
    jetty.setStatus(response.status());
    response.headers().forEach(jetty.getHeaders()::put);
    if (!bodiless && length != Content.UNKNOWN) {
      jetty.getHeaders().put("Content-Length", length);
    }
  }

  /** Leaves the stream open, because closing it would complete the body. */
  private void writeUntil(Delivery.End end, Content content, Delivery delivery) throws IOException {
    OutputStream out = output();
    out.flush();
    try {
      content.writeTo(new TruncatedOutput(paced(out, delivery), end.afterBytes()));
    } catch (TruncatedOutput.FullException expected) {
      // Everything that is to be sent has been written.
    }
    out.flush();
  }

  private OutputStream paced(OutputStream out, Delivery delivery) throws IOException {
    if (delivery.pace().isEmpty()) {
      return out;
    }
    out.flush();
    return new PacedOutput(out, delivery.pace().get(), delay);
  }

  private OutputStream output() {
    return new BufferedOutputStream(Sink.asOutputStream(jetty), BUFFER_BYTES);
  }

  private void hangUp(boolean reset) throws IOException {
    EndPoint end = jetty.getRequest().getConnectionMetaData().getConnection().getEndPoint();
    if (reset && end instanceof SocketChannelEndPoint socket) {
      // Closing a socket that doesn't linger resets it.
      socket.getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
    }
    end.close();
    callback.failed(new EofException("the response was to break off"));
  }
}
