package dev.ghbilling.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A clock that stands still until a test advances it or somebody sleeps by it.
 *
 * <p>{@code clock::sleep} stands in for {@code Thread.sleep}: it advances the clock at once and
 * records how long the pause was.
 */
public final class ManualClock extends Clock {
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private volatile Instant now;

  /** Creates a clock that shows the start of 1 June 2025, UTC. */
  public ManualClock() {
    this("2025-06-01T00:00:00Z");
  }

  /**
   * Creates a clock.
   *
   * @param now what it shows, for example {@code 2025-06-01T00:00:00Z}
   */
  public ManualClock(String now) {
    this.now = Instant.parse(now);
  }

  /** Advances the clock, or sets it back by a negative duration. */
  public synchronized void advance(Duration duration) {
    now = now.plus(duration);
  }

  /** Records the pause and advances the clock by it. */
  public synchronized void sleep(Duration duration) {
    pauses.add(duration);
    advance(duration);
  }

  /** Returns every pause that was slept so far, in order. */
  public List<Duration> pauses() {
    return List.copyOf(pauses);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    if (!zone.equals(ZoneOffset.UTC)) {
      throw new UnsupportedOperationException("the zone is always UTC");
    }
    return this;
  }
}
