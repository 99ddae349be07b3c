package dev.ghbilling.internal.transport;

import dev.ghbilling.internal.time.Deadline;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;

/**
 * Looks host names up on a thread of its own: a look-up can't be cut, so it is abandoned when the
 * call's time is over or its thread is interrupted.
 */
final class InterruptibleDns implements Dns {
  private final Dns resolver;
  private final Duration longest;

  InterruptibleDns(Dns resolver, Duration longest) {
    this.resolver = resolver;
    this.longest = longest;
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    FutureTask<List<InetAddress>> lookup = new FutureTask<>(() -> resolver.lookup(host));
    Thread thread = new Thread(null, lookup, "ghbilling-dns", 0, false);
    thread.setDaemon(true);
    thread.start();
    try {
      return lookup.get(Deadline.timeLeftOr(longest).toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(host, e);
    } catch (ExecutionException | TimeoutException e) {
      throw e.getCause() instanceof UnknownHostException known ? known : unknown(host, e);
    }
  }

  private static UnknownHostException unknown(String host, Exception cause) {
    UnknownHostException unknown = new UnknownHostException(host);
    unknown.initCause(cause);
    return unknown;
  }
}
