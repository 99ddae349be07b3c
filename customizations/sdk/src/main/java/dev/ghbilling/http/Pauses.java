package dev.ghbilling.http;

import java.time.Duration;
import java.util.concurrent.CancellationException;

/** Sleeps, and ends the call when the thread is interrupted. */
public final class Pauses {
  private final Sleeper sleeper;

  /** Pauses by that sleeper. */
  public Pauses(Sleeper sleeper) {
    this.sleeper = sleeper;
  }

  /**
   * Returns when the time is over.
   *
   * @throws CancellationException when the thread is interrupted; its flag is set again
   */
  public void sleep(Duration duration) {
    try {
      sleeper.sleep(duration);
    } catch (InterruptedException e) {
      throw cancelled();
    }
  }

  /** What an interrupted call ends with; sets the thread's flag. */
  public static CancellationException cancelled() {
    Thread.currentThread().interrupt();
    return new CancellationException("the thread was interrupted while it waited");
  }
}
