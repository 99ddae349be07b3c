package dev.ghbilling.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts off exchanges whose time is over, and closes connections that were idle for too long. It
 * looks around every few milliseconds while there are exchanges, so that none has to wake it, every
 * second while there are connections, and has no thread otherwise.
 */
final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger("dev.ghbilling.http");
  private static final long WITH_EXCHANGES = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long WITHOUT = TimeUnit.SECONDS.toNanos(1);

  /** So many looks without any exchange until it takes its time. */
  private static final int PATIENCE = 50;

  private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();
  private final BooleanSupplier connections;
  private volatile @Nullable Thread thread;
  private volatile boolean slow;

  /**
   * A watch without a thread.
   *
   * @param connections closes what was idle for too long, and tells whether any connection is left
   */
  Watch(BooleanSupplier connections) {
    this.connections = connections;
  }

  void begin(Exchange exchange) {
    exchanges.add(exchange);
    if (thread == null) {
      start();
    } else if (slow) {
      wake();
    }
  }

  void end(Exchange exchange) {
    exchanges.remove(exchange);
  }

  /** Looks around now. */
  void wake() {
    slow = false;
    LockSupport.unpark(thread);
  }

  private synchronized void start() {
    if (thread == null) {
      Thread started = new Thread(this::look, "ghbilling-connections");
      started.setDaemon(true);
      // Afterwards: one that the system has no room for must not count as there.
      started.start();
      thread = started;
    }
  }

  private void look() {
    int looks = 0;
    int idle = 0;
    while (true) {
      LockSupport.parkNanos(this, slow ? WITHOUT : WITH_EXCHANGES);
      long now = System.nanoTime();
      exchanges.stream()
          .filter(exchange -> exchange.isOverdue(now))
          .forEach(exchange -> guarded(exchange::cut));
      idle = exchanges.isEmpty() ? idle + 1 : 0;
      slow = idle > PATIENCE;
      looks++;
      if ((slow || looks % PATIENCE == 0) && !areThereConnections() && slow) {
        end();
        return;
      }
    }
  }

  private boolean areThereConnections() {
    boolean[] any = {true};
    guarded(() -> any[0] = connections.getAsBoolean());
    return any[0];
  }

  /** What a socket of the caller's own making throws when it is closed must not end the watch. */
  private static void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.warn("a connection could not be closed", e);
    }
  }

  /** Gives the thread up; an exchange that began meanwhile and counted on it gets another. */
  private synchronized void end() {
    slow = false;
    thread = null;
    if (!exchanges.isEmpty()) {
      start();
    }
  }
}
