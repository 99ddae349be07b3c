package dev.ghbilling;

import dev.ghbilling.internal.time.Sleeper;
import dev.ghbilling.internal.time.Time;
import dev.ghbilling.testkit.ManualClock;
import java.time.Clock;
import java.util.function.DoubleSupplier;

/** A setter for a client's clock and sleeper, which applications can't set. */
public final class TestTime {
  private TestTime() {}

  /** Returns the builder with the clock, whose sleeps advance it, and jitter of one half. */
  public static <B extends ClientBuilder<B>> B set(B builder, ManualClock clock) {
    return set(builder, clock, clock::sleep, () -> 0.5);
  }

  /** Returns the builder with this time. */
  public static <B extends ClientBuilder<B>> B set(
      B builder, Clock clock, Sleeper sleeper, DoubleSupplier random) {
    builder.settings().time = new Time(clock, sleeper, random);
    return builder;
  }

  /** Returns the builder with the sleeper and the system's clock. */
  public static <B extends ClientBuilder<B>> B sleeper(B builder, Sleeper sleeper) {
    return set(builder, Clock.systemUTC(), sleeper, () -> 0.5);
  }
}
