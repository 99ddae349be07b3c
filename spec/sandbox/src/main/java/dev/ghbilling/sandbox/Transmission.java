package dev.ghbilling.sandbox;

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

/** Sends a reply as its {@link Delivery} says, be it not to the end. */
final class Transmission {
  private static final int BUFFER_BYTES = 1 << 15;

  private final Response response;
  private final Callback callback;
  private final Pauses pauses;

  Transmission(Response response, Callback callback, Pauses pauses) {
    this.response = response;
    this.callback = callback;
    this.pauses = pauses;
  }

  /**
   * Sends a reply.
   *
   * @param head whether the body is not wanted
   */
  void send(Reply reply, boolean head) throws IOException {
    pauses.pause(reply.delivery().delay());
    boolean bodiless = reply.status() == 204 || reply.status() == 304;
    Content content = bodiless || head ? Bytes.NONE : reply.content();
    if (reply.delivery().end().isEmpty()) {
      writeHead(reply, bodiless, reply.content().length());
      try (OutputStream out = output(response)) {
        content.writeTo(paced(out, reply.delivery()));
      }
      callback.succeeded();
      return;
    }
    Delivery.End end = reply.delivery().end().get();
    if (!end.isBeforeAnswer()) {
      long length = reply.content().length();
      // What breaks off has to be missed.
      long promised = length == Content.UNKNOWN ? length : Math.max(length, end.afterBytes() + 1);
      writeHead(reply, bodiless, promised);
      writeUntil(end, content, reply.delivery());
    }
    hangUp(end.reset());
  }

  private void writeHead(Reply reply, boolean bodiless, long length) {
    response.setStatus(reply.status());
    reply.headers().forEach(response.getHeaders()::put);
    if (!bodiless && length != Content.UNKNOWN) {
      response.getHeaders().put("Content-Length", length);
    }
  }

  /** Leaves the body open, or it would be completed. */
  private void writeUntil(Delivery.End end, Content content, Delivery delivery) throws IOException {
    OutputStream out = output(response);
    out.flush();
    try {
      content.writeTo(new CutOutput(paced(out, delivery), end.afterBytes()));
    } catch (CutOutput.FullException expected) {
      // That was the end.
    }
    out.flush();
  }

  private OutputStream paced(OutputStream out, Delivery delivery) throws IOException {
    if (delivery.pace().isEmpty()) {
      return out;
    }
    out.flush();
    return new PacedOutput(out, delivery.pace().get(), pauses);
  }

  private static OutputStream output(Response response) {
    return new BufferedOutputStream(Sink.asOutputStream(response), BUFFER_BYTES);
  }

  private void hangUp(boolean reset) throws IOException {
    EndPoint end = response.getRequest().getConnectionMetaData().getConnection().getEndPoint();
    if (reset && end instanceof SocketChannelEndPoint socket) {
      // A socket that doesn't linger is reset when it is closed.
      socket.getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
    }
    end.close();
    callback.failed(new EofException("the answer was to break off"));
  }
}
