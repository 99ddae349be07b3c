package dev.ghbilling.sandbox;

import java.time.Duration;
import java.util.Optional;

/**
 * How a reply travels.
 *
 * @param delay the time before its first byte
 * @param pace the speed of its body, unless it is sent at once
 * @param end where it breaks off, unless it is sent completely
 */
record Delivery(Duration delay, Optional<Pace> pace, Optional<End> end) {
  static final Delivery AT_ONCE = new Delivery(Duration.ZERO, Optional.empty(), Optional.empty());

  /**
   * A body in small pieces.
   *
   * @param bytes how many bytes a piece has
   * @param pause the time between two pieces
   */
  record Pace(int bytes, Duration pause) {}

  /**
   * The place where a connection ends too early.
   *
   * @param reset whether it is reset, and not closed in good order
   * @param afterBytes how much of the body is sent; 0 is all of the headers
   */
  record End(boolean reset, long afterBytes) {
    static final End BEFORE_ANSWER = new End(true, -1);

    boolean isBeforeAnswer() {
      return afterBytes < 0;
    }
  }

  Delivery delayed(Duration by) {
    return new Delivery(by, pace, end);
  }

  Delivery slow(int bytes, Duration pause) {
    return new Delivery(delay, Optional.of(new Pace(bytes, pause)), end);
  }

  Delivery ending(End early) {
    return new Delivery(delay, pace, Optional.of(early));
  }
}
