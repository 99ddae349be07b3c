package dev.ghbilling.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.TestTime;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RateLimiterConcurrencyTest {
  private static final int CALLS = 40;

  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final Semaphore responses = new Semaphore(0);
  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final Pool pool = new Pool();

  private record Pool(ExecutorService threads) implements AutoCloseable {
    Pool() {
      this(Executors.newFixedThreadPool(CALLS));
    }

    @Override
    public void close() {
      threads.shutdownNow();
    }
  }

  @Test
  void reads_byDefault_areAtMostThirtyTwo() throws Exception {
    assertThat(mostOf(32, Clients.at(server.baseUrl()), it -> it.actions())).isEqualTo(32);
  }

  @Test
  void reads_withALimit_areAtMostThatMany() throws Exception {
    assertThat(mostOf(3, Clients.at(server.baseUrl()).maxConcurrentReads(3), it -> it.actions()))
        .isEqualTo(3);
  }

  @Test
  void writes_byDefault_areSentOneAtATime() throws Exception {
    GitHubBilling.Builder unhurried = TestTime.sleeper(Clients.at(server.baseUrl()), pause -> {});

    assertThat(mostOf(1, unhurried, it -> it.costCenters().addUsers("cc-1", List.of("mona"))))
        .isEqualTo(1);
  }

  @Test
  void token_neededByManyThreads_isRequestedByOneAtATime() throws Exception {
    AtomicInteger asking = new AtomicInteger();
    AtomicInteger mostAsking = new AtomicInteger();
    GitHubBilling.Builder builder =
        Clients.at(server.baseUrl())
            .token(
                () -> {
                  mostAsking.accumulateAndGet(asking.incrementAndGet(), Math::max);
                  LockSupport.parkNanos(1_000_000);
                  asking.decrementAndGet();
                  return Clients.TOKEN;
                });

    mostOf(32, builder, it -> it.actions());

    assertThat(mostAsking).hasValue(1);
  }

  private interface Action {
    void call(GitHubBilling billing);
  }

  /** Responds when that many requests have arrived, and to each one from then on. */
  private int mostOf(int expected, GitHubBilling.Builder builder, Action action) throws Exception {
    Semaphore arrived = new Semaphore(0);
    server.respondWith(
        (request, connection) -> {
          most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
          arrived.release();
          responses.acquireUninterruptibly();
          underWay.decrementAndGet();
          ScriptedResponse.of(404, "").send(request, connection);
        });
    List<Future<?>> calls = new ArrayList<>();
    try (GitHubBilling billing = builder.build()) {
      for (int i = 0; i < CALLS; i++) {
        calls.add(pool.threads().submit(() -> action.call(billing)));
      }
      assertThat(arrived.tryAcquire(expected, 20, TimeUnit.SECONDS)).isTrue();
      assertThat(arrived.tryAcquire(50, TimeUnit.MILLISECONDS)).as("one more").isFalse();
      responses.release(CALLS);
      for (Future<?> call : calls) {
        assertThat(call).failsWithin(20, TimeUnit.SECONDS);
      }
    }
    return most.get();
  }
}
