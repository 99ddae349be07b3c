package dev.ghbilling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OnDemandTest {
  private final AtomicInteger makings = new AtomicInteger();

  @Test
  void nothingIsMadeBeforeItIsAskedFor() {
    OnDemand<Integer> value = new OnDemand<>(makings::incrementAndGet);

    assertThat(makings).hasValue(0);
    assertThat(value.get()).isEqualTo(1);
    assertThat(value.get()).isEqualTo(1);
  }

  @Test
  void threadsThatAskAtOnceGetTheSame() throws Exception {
    CountDownLatch asked = new CountDownLatch(2);
    OnDemand<Integer> value =
        new OnDemand<>(
            () -> {
              awaitQuietly(asked);
              return makings.incrementAndGet();
            });
    Callable<Integer> asking =
        () -> {
          asked.countDown();
          return value.get();
        };

    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (Future<Integer> each : threads.invokeAll(List.of(asking, asking))) {
        assertThat(each.get()).isEqualTo(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whatCouldNotBeMadeIsMadeAnew() {
    OnDemand<Integer> value =
        new OnDemand<>(
            () -> {
              if (makings.incrementAndGet() == 1) {
                throw new IllegalStateException("not yet");
              }
              return makings.get();
            });

    assertThatThrownBy(value::get).hasMessage("not yet");
    assertThat(value.get()).isEqualTo(2);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
