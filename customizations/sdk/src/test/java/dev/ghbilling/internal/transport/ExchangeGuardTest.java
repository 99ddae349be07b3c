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
  private final CountDownLatch laterLooks = new CountDownLatch(10);

  @Test
  void cut_outOfMemory_isTriedUntilItSucceeds() throws Exception {
    try (ExchangeGuard twice = new ExchangeGuard(Deadline.NEVER, this::failTwice);
        ExchangeGuard always = new ExchangeGuard(Deadline.NEVER, this::fail)) {
      twice.extendTo(OVER);
      always.extendTo(OVER);

      assertThat(laterLooks.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(cuts).hasValue(3);
    }
  }

  private void failTwice() {
    if (cuts.incrementAndGet() < 3) {
      throw new OutOfMemoryError("of the test's");
    }
  }

  private void fail() {
    laterLooks.countDown();
    throw new OutOfMemoryError("of the test's");
  }
}
