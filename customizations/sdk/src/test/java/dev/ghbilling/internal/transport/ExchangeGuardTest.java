package dev.ghbilling.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.internal.time.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExchangeGuardTest {
  private static final Deadline OVER = Deadline.after(Duration.ZERO, Clock.systemUTC());

  private final AtomicInteger cuts = new AtomicInteger();
  private final CountDownLatch cut = new CountDownLatch(1);
  private final CountDownLatch otherCut = new CountDownLatch(1);

  @Test
  void cut_outOfMemoryTwice_isTriedAgain() throws Exception {
    try (ExchangeGuard failing = new ExchangeGuard(Deadline.NEVER, this::failTwice);
        ExchangeGuard other = new ExchangeGuard(Deadline.NEVER, otherCut::countDown)) {
      failing.extendTo(OVER);
      other.extendTo(OVER);

      assertThat(cut.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(otherCut.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(cuts).hasValueGreaterThanOrEqualTo(3);
    }
  }

  private void failTwice() {
    if (cuts.incrementAndGet() < 3) {
      throw new OutOfMemoryError("of the test's");
    }
    cut.countDown();
  }
}
