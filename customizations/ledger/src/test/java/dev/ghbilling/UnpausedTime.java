package dev.ghbilling;

import dev.ghbilling.internal.time.Time;
import java.time.Clock;

/** Gives a client a clock and lets it not sleep. */
public final class UnpausedTime {
  private UnpausedTime() {}

  /** Returns the builder, whose client goes by the clock. */
  public static <B extends ClientBuilder<B>> B set(B builder, Clock clock) {
    builder.settings().time = new Time(clock, pause -> {}, () -> 0.5);
    return builder;
  }
}
