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
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer on one connection, until the answer was read to its end or is given
 * up. One thread goes through it; any other may cut it off.
 */
final class Exchange {
  private static final HttpRequestExecutor EXECUTOR = new HttpRequestExecutor();
  private static final Timeout AT_ONCE = Timeout.ofMinutes(1);

  private final Connections connections;
  private final Watch watch;
  private final Routes.Way way;
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
   * @param within how long it may take until its end, unless it is unbound
   */
  Exchange(Connections connections, Watch watch, Routes.Way way, Duration within) {
    this.connections = connections;
    this.watch = watch;
    this.way = way;
    Connector.choose(way.socks(), context);
    bind(within);
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
      ClassicHttpResponse response = execute(leased, request);
      requireNoHiddenBody(response);
      reusable = DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
      return response;
    } catch (IOException e) {
      throw failed(e);
    } catch (HttpException e) {
      // Its message quotes what arrived, which may be our own request with its secrets.
      throw failed(new IOException("what arrived is no answer of HTTP"));
    } catch (RuntimeException e) {
      if (isCut()) {
        // HttpComponents has no other word for a connection that is gone between two steps.
        throw failed(new IOException(e));
      }
      abandon();
      throw e;
    } catch (Error e) {
      abandon();
      throw e;
    }
  }

  /** Sends it over a connection that served before, or, if that is over, over a new one. */
  private ClassicHttpResponse execute(ConnectionEndpoint leased, ClassicHttpRequest request)
      throws IOException, HttpException {
    try {
      return leased.execute("", request, Exchange::executeIfUsable, context);
    } catch (UnusableConnectionException nothingWasSent) {
      leased.close(CloseMode.IMMEDIATE);
      connect(leased);
      return leased.execute("", request, EXECUTOR::execute, context);
    }
  }

  private static ClassicHttpResponse executeIfUsable(
      ClassicHttpRequest request, HttpClientConnection connection, HttpContext context)
      throws IOException, HttpException {
    if (connection instanceof QuietConnection used
        && used.hasServed()
        && (used.hasLeftovers() || isOverForAChange(used, request))) {
      throw new UnusableConnectionException();
    }
    return EXECUTOR.execute(request, connection, context);
  }

  /** What a proxy says behind its answer would be taken for the server's own, by TLS. */
  private static ClassicHttpResponse executeForAll(
      ClassicHttpRequest tunnel, HttpClientConnection connection, HttpContext context)
      throws IOException, HttpException {
    ClassicHttpResponse answer = EXECUTOR.execute(tunnel, connection, context);
    if (connection instanceof QuietConnection used && used.hasLeftovers()) {
      throw new IOException("the proxy sent more than its answer");
    }
    return answer;
  }

  /** It takes a millisecond to find out, and what only reads can be sent again. */
  private static boolean isOverForAChange(QuietConnection used, ClassicHttpRequest request)
      throws IOException {
    return !Method.GET.isSame(request.getMethod()) && (used.isStale() || used.hasLeftovers());
  }

  /** Nothing was sent. */
  private static final class UnusableConnectionException extends IOException {
    private static final long serialVersionUID = 1L;
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
    LeaseRequest request = connections.lease(way.route());
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
    requireNotCut();
    return leased;
  }

  private void connect(ConnectionEndpoint leased) throws IOException, HttpException {
    connections.connect(leased, context);
    // Or one that was cut before this connection began would have it all the same.
    requireNotCut();
    HttpRoute route = way.route();
    if (!route.isTunnelled()) {
      return;
    }
    String target = route.getTargetHost().toHostString();
    ClassicHttpRequest tunnel =
        new BasicClassicHttpRequest(Method.CONNECT, route.getTargetHost(), target);
    tunnel.addHeader("Host", target);
    ClassicHttpResponse answer = leased.execute("", tunnel, Exchange::executeForAll, context);
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

  private void requireNotCut() throws InterruptedIOException {
    if (isCut()) {
      throw new InterruptedIOException("given up");
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
