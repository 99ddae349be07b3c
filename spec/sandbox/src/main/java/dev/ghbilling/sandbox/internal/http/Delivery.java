package dev.ghbilling.sandbox.internal.http;

import java.time.Duration;
import java.util.Optional;

/**
 * A description of how a response is sent.
 *
 * @param delay the time before its first byte
 * @param pace the speed of its body; empty to send it at once
 * @param end where the connection ends too early; empty to send everything
 */
public record Delivery(Duration delay, Optional<Pace> pace, Optional<End> end) {
  /** Without a delay, at full speed and to the end. */
  public static final Delivery AT_ONCE =
      new Delivery(Duration.ZERO, Optional.empty(), Optional.empty());

  /**
   * A body in small pieces.
   *
   * @param bytes how many bytes a piece has
   * @param pause the time between two pieces
   */
  public record Pace(int bytes, Duration pause) {}

  /**
   * A point at which a connection ends too early.
   *
   * @param reset whether the connection is reset instead of closed
   * @param afterBytes how many bytes of the body are sent before; 0 ends it behind the headers
   */
  public record End(boolean reset, long afterBytes) {
    /** A reset before anything is sent. */
    public static final End BEFORE_RESPONSE = new End(true, -1);

    boolean isBeforeResponse() {
      return afterBytes < 0;
    }
  }

  /** Returns a copy with this delay. */
  public Delivery delayed(Duration by) {
    return new Delivery(by, pace, end);
  }

  /** Returns a copy that sends the body in pieces of so many bytes. */
  public Delivery slow(int bytes, Duration pause) {
    return new Delivery(delay, Optional.of(new Pace(bytes, pause)), end);
  }

  /** Returns a copy that ends early. */
  public Delivery ending(End early) {
    return new Delivery(delay, pace, Optional.of(early));
  }
}
