package dev.ghbilling.internal.transport;

import dev.ghbilling.internal.time.Deadline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an exchange when its deadline passes or its thread is interrupted, since a platform thread
 * that reads from a socket notices neither. One timer thread for all clients checks the exchanges
 * every 50 milliseconds until they are closed or cut.
 *
 * <p>An error in one check, an {@link OutOfMemoryError} included, doesn't stop the next one. A JDK
 * executor doesn't guarantee that: without the memory to put a task back into its queue, it may
 * lose the task, or its only worker.
 */
final class ExchangeGuard implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(50);

  /** The number of checks without an exchange, ten seconds, after which the timer ends. */
  private static final int IDLE_CHECKS = 200;

  private static final Set<ExchangeGuard> OPEN = ConcurrentHashMap.newKeySet();

  /** Guards {@link #timer}: where it is null, no guard is open, or its constructor starts one. */
  private static final Object TIMER_LOCK = new Object();

  private static @Nullable Thread timer;

  private volatile long due;
  private final Runnable cut;
  private volatile @Nullable Thread thread = Thread.currentThread();
  private volatile boolean overdue;

  /**
   * Begins to watch the exchange of the current thread.
   *
   * @param cut ends the exchange, from the timer's thread; tried again after whatever it throws
   * @throws InterruptedIOException when the deadline has passed or the thread is interrupted
   */
  ExchangeGuard(Deadline deadline, Runnable cut) throws InterruptedIOException {
    Duration left = deadline.timeLeft();
    // Not by the wall clock, which may be set during the exchange.
    this.due = System.nanoTime() + left.toNanos();
    this.cut = cut;
    if (left.isZero()) {
      throw timeIsOver();
    }
    requireNoInterrupt();
    watch();
  }

  private void watch() {
    synchronized (TIMER_LOCK) {
      if (timer == null) {
        Thread starting =
            new Thread(null, ExchangeGuard::checkPeriodically, "ghbilling-deadlines", 0, false);
        starting.setDaemon(true);
        starting.start();
        timer = starting;
      }
      OPEN.add(this);
    }
  }

  private static void checkPeriodically() {
    int idle = 0;
    while (idle < IDLE_CHECKS || !ended()) {
      LockSupport.parkNanos(INTERVAL.toNanos());
      try {
        idle = OPEN.isEmpty() ? idle + 1 : 0;
        for (ExchangeGuard guard : OPEN) {
          guard.check();
        }
      } catch (Throwable nextCheckTriesAgain) {
        // Thrown on, it would end the timer.
      }
    }
  }

  /** Gives the timer up unless an exchange has begun. */
  private static boolean ended() {
    synchronized (TIMER_LOCK) {
      if (OPEN.isEmpty()) {
        timer = null;
        return true;
      }
      return false;
    }
  }

  private void check() {
    try {
      Thread watched = thread;
      boolean late = isOverdue();
      if (late) {
        overdue = true;
      }
      if (late || (watched != null && watched.isInterrupted())) {
        cut.run();
        close();
      }
    } catch (Throwable nextCheckTriesAgain) {
      // Thrown on, it would keep the timer from the other exchanges.
    }
  }

  private boolean isOverdue() {
    return System.nanoTime() - due >= 0;
  }

  /** Sets another deadline for what is left of the exchange. */
  void extendTo(Deadline later) {
    due = System.nanoTime() + later.timeLeft().toNanos();
  }

  /**
   * Watches the current thread, which begins to wait for the server, unless it has no time left.
   */
  void enter() throws InterruptedIOException {
    if (isOverdue()) {
      throw timeIsOver();
    }
    requireNoInterrupt();
    thread = Thread.currentThread();
  }

  /** Watches no thread, since none waits for the server. */
  void leave() {
    thread = null;
  }

  /** Returns the reason for a failure: a connection that was cut doesn't know it. */
  IOException reason(IOException failure) {
    if (overdue || isOverdue()) {
      return (IOException) timeIsOver().initCause(failure);
    }
    if (Thread.currentThread().isInterrupted()) {
      return (IOException) new InterruptedIOException("interrupted").initCause(failure);
    }
    return failure;
  }

  private static InterruptedIOException timeIsOver() {
    return new InterruptedIOException("the time allowed is over");
  }

  private static void requireNoInterrupt() throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted");
    }
  }

  /** Stops watching. */
  @Override
  public void close() {
    OPEN.remove(this);
  }
}
