package dev.ghbilling.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is cancelled ends, at whatever moment, and says so as any fault of a connection. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CancellationTest {
  private static final int TIMES = 3000;
  private static final int LONGEST_NANOS = 600_000;

  @AutoClose
  final RecordingServer server = new RecordingServer().respondWith(ScriptedResponse.SILENCE);

  @AutoClose
  final Transport transport =
      new Transport(
          new CallSettings(
              server.baseUrl(),
              true,
              TokenSource.always("none"),
              "test",
              Optional.empty(),
              Duration.ofSeconds(10),
              Duration.ofHours(1),
              Duration.ofHours(1),
              1,
              1,
              1,
              LimitPolicy.WAIT,
              0,
              Optional.empty(),
              Optional.empty(),
              CallObserver.NONE,
              Clock.systemUTC(),
              Sleeper.THREAD,
              () -> 0.5));

  @Test
  void cancelledExchangeEndsAtWhateverMoment() {
    URI url = server.baseUrl();
    for (int i = 0; i < TIMES; i++) {
      Cancellation cancellation = new Cancellation();
      CompletableFuture<Exception> failure =
          CompletableFuture.supplyAsync(() -> cancellation.during(() -> failure(url)));
      long until = System.nanoTime() + ThreadLocalRandom.current().nextInt(LONGEST_NANOS);
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }

      cancellation.cancel();

      assertThat(failure.join()).isInstanceOf(IOException.class);
    }
    assertThat(transport.connectionsInUse()).isZero();
  }

  private Exception failure(URI url) {
    try (Fetched answer = transport.get(url, Map.of())) {
      return new IllegalStateException("answered HTTP " + answer.status());
    } catch (IOException | RuntimeException e) {
      return e;
    }
  }
}
