package dev.ghbilling.http;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Work that one thread does at a time. The others wait, as long as the call has time that they are
 * making; 2 minutes where they are making none.
 */
public final class OneAtATime {
  private static final Duration OUTSIDE_OF_A_CALL = Duration.ofMinutes(2);

  private final ReentrantLock lock = new ReentrantLock();

  /**
   * Does the work when it is this thread's turn.
   *
   * @throws InterruptedIOException when it isn't in time
   * @throws CancellationException when the thread is interrupted while it waits; its flag is set
   *     again
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
    Duration longest = CurrentCall.timeLeftOr(OUTSIDE_OF_A_CALL);
    try {
      if (!lock.tryLock(longest.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new InterruptedIOException("no turn in the time allowed");
      }
    } catch (InterruptedException e) {
      throw Pauses.cancelled();
    }
  }
}
