package dev.ghbilling.internal.token;

import dev.ghbilling.internal.time.Deadline;
import dev.ghbilling.internal.time.Time;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A lock around work that one thread does at a time. Other threads wait until the deadline of the
 * call that they are making, or 2 minutes where they are making none.
 */
public final class TurnLock {
  private static final Duration OUTSIDE_OF_A_CALL = Duration.ofMinutes(2);

  private final ReentrantLock lock = new ReentrantLock();

  /**
   * Runs the work while no other thread does.
   *
   * @throws InterruptedIOException when the lock isn't free in time
   * @throws CancellationException when the thread is interrupted while it waits; its interrupt flag
   *     is set again
   */
  public <T> T run(Supplier<T> work) throws InterruptedIOException {
    acquire();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private void acquire() throws InterruptedIOException {
    Duration longest = Deadline.timeLeftOr(OUTSIDE_OF_A_CALL);
    try {
      if (!lock.tryLock(longest.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new InterruptedIOException("timed out waiting for another thread to get the token");
      }
    } catch (InterruptedException e) {
      throw Time.cancelled();
    }
  }
}
