package dev.ghbilling.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer on one connection, until the answer was read to its end or is given
 * up. One thread goes through it; any other may cut it off.
 */
final class Exchange {
  private static final ConnectionEndpoint.RequestExecutor EXECUTOR =
      new HttpRequestExecutor()::execute;
  private static final Timeout AT_ONCE = Timeout.ofMinutes(1);

  private final Connections connections;
  private final Watch watch;
  private final HttpRoute route;
  private final @Nullable Cancellation cancellation = Cancellation.current();
  private final HttpCoreContext context = HttpCoreContext.create();
  private volatile long due;
  private volatile boolean bound;
  private boolean reusable;

  // What other threads see, all under this object's lock.
  private @Nullable LeaseRequest lease;
  private @Nullable ConnectionEndpoint endpoint;
  private boolean cut;

  /**
   * Begins nothing yet.
   *
   * @param within how long it may take until its end; as long as it likes if null
   */
  Exchange(Connections connections, Watch watch, HttpRoute route, @Nullable Duration within) {
    this.connections = connections;
    this.watch = watch;
    this.route = route;
    if (within != null) {
      bind(within);
    }
  }

  /**
   * Sends the request and gives the answer, whose body is still to be read.
   *
   * @throws IOException when there is no answer; the exchange has ended then
   */
  ClassicHttpResponse open(ClassicHttpRequest request) throws IOException {
    watch.begin(this);
    try {
      if (cancellation != null) {
        cancellation.begun(this);
      }
      requireNoInterrupt();
      ConnectionEndpoint leased = lease();
      if (!leased.isConnected()) {
        connect(leased);
      }
      ClassicHttpResponse response = leased.execute("", request, EXECUTOR, context);
      requireNoHiddenBody(response);
      reusable = DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
      return response;
    } catch (IOException e) {
      throw failed(e);
    } catch (HttpException e) {
      throw failed(new IOException(e.getMessage(), e));
    } catch (RuntimeException | Error e) {
      abandon();
      throw e;
    }
  }

  /** Whose bytes nobody would see. */
  private static void requireNoHiddenBody(ClassicHttpResponse response) throws IOException {
    Header length = response.getFirstHeader("Content-Length");
    if (response.getCode() == HttpStatus.SC_NO_CONTENT
        && length != null
        && !length.getValue().strip().matches("0+")) {
      throw new IOException("HTTP 204 with a body");
    }
  }

  private ConnectionEndpoint lease() throws IOException {
    LeaseRequest request = connections.lease(route);
    synchronized (this) {
      lease = request;
    }
    ConnectionEndpoint leased;
    try {
      leased = request.get(AT_ONCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    } catch (ExecutionException | TimeoutException | CancellationException e) {
      throw new IOException("no connection could be had: " + e.getMessage(), e);
    }
    synchronized (this) {
      lease = null;
      endpoint = leased;
    }
    if (isCut()) {
      throw new InterruptedIOException("given up");
    }
    return leased;
  }

  private void connect(ConnectionEndpoint leased) throws IOException, HttpException {
    connections.connect(leased, context);
    if (!route.isTunnelled()) {
      return;
    }
    String target = route.getTargetHost().toHostString();
    ClassicHttpRequest tunnel =
        new BasicClassicHttpRequest(Method.CONNECT, route.getTargetHost(), target);
    tunnel.addHeader("Host", target);
    ClassicHttpResponse answer = leased.execute("", tunnel, EXECUTOR, context);
    if (answer.getCode() / 100 != 2) {
      throw new IOException("the proxy answered HTTP " + answer.getCode());
    }
    connections.upgrade(leased, context);
  }

  /** Allows it so much from now on. */
  private void bind(Duration within) {
    due = System.nanoTime() + within.toNanos();
    bound = true;
  }

  /** Allows it less, if that is not so already. */
  void hurry(Duration within) {
    if (!bound || due - System.nanoTime() > within.toNanos()) {
      bind(within);
    }
  }

  /** Lets it take as long as it likes. */
  void unbind() {
    bound = false;
  }

  boolean isOverdue(long now) {
    return bound && now - due >= 0;
  }

  /** Breaks it off: whoever waits for the connection, or on it, gets an exception. */
  synchronized void cut() {
    cut = true;
    if (endpoint != null) {
      endpoint.close(CloseMode.IMMEDIATE);
    } else if (lease != null) {
      lease.cancel();
    }
  }

  private synchronized boolean isCut() {
    return cut;
  }

  /** A platform thread that reads from a socket doesn't notice, so it is asked before. */
  static void requireNoInterrupt() throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted");
    }
  }

  /** The answer was read to its end: the connection may serve again. */
  void end() {
    release(reusable);
  }

  /** Nobody reads on. */
  void abandon() {
    cut();
    release(false);
  }

  /** Ends the exchange, and says why it failed: a connection that was cut knows no reason. */
  IOException failed(IOException e) {
    IOException reason = e;
    if (isCut() && !(e instanceof InterruptedIOException)) {
      reason = new InterruptedIOException("given up");
      reason.initCause(e);
    }
    abandon();
    return reason;
  }

  private void release(boolean again) {
    ConnectionEndpoint leased;
    synchronized (this) {
      leased = endpoint;
      endpoint = null;
    }
    watch.end(this);
    if (cancellation != null) {
      cancellation.ended(this);
    }
    if (leased != null) {
      connections.release(leased, again);
    }
  }
}
