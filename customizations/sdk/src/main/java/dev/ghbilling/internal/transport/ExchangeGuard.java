package dev.ghbilling.internal.transport;

import dev.ghbilling.internal.time.Deadline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an exchange when its deadline passes or its thread is interrupted, since a platform thread
 * that reads from a socket notices neither. It looks from one timer thread for all clients, every
 * few milliseconds, and goes on looking until the exchange is closed: whatever a look throws, an
 * {@link OutOfMemoryError} included, the next one comes.
 */
final class ExchangeGuard implements Runnable, AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(50);
  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private volatile long due;
  private final Runnable cut;
  private final ScheduledFuture<?> looks;
  private volatile @Nullable Thread thread = Thread.currentThread();
  private volatile boolean overdue;

  /**
   * Begins to watch the exchange of the current thread.
   *
   * @param cut ends the exchange, from any thread and any number of times
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
    long first = Math.min(left.toNanos(), INTERVAL.toNanos());
    this.looks =
        TIMER.scheduleWithFixedDelay(this, first, INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "ghbilling-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(10, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    return timer;
  }

  @Override
  public void run() {
    try {
      Thread watched = thread;
      if (isOverdue()) {
        overdue = true;
        cut.run();
      } else if (watched != null && watched.isInterrupted()) {
        cut.run();
      }
    } catch (Throwable nextLookTriesAgain) {
      // Thrown on, it would end all further looks at this exchange.
    }
  }

  private boolean isOverdue() {
    return System.nanoTime() - due >= 0;
  }

  /** Sets another deadline for what is left of the exchange. */
  void extendTo(Deadline later) {
    due = System.nanoTime() + later.timeLeft().toNanos();
  }

  /** Watches the current thread, which begins to wait for the server. */
  void enter() throws InterruptedIOException {
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
    looks.cancel(false);
  }
}
