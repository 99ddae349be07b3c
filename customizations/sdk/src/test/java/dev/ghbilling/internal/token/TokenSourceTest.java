package dev.ghbilling.internal.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.error.AuthenticationException;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls while another thread is inside the supplier of tokens. */
@Timeout(60)
class TokenSourceTest {
  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final ExecutorService other = Executors.newSingleThreadExecutor();

  @AutoClose
  final RecordingServer server = new RecordingServer().respondWith(ScriptedResponse.of(401, ""));

  @AutoClose
  final GitHubBilling billing =
      Clients.at(server.baseUrl())
          .executor(other)
          .retryPolicy(RetryPolicy.builder().maxAttempts(4).build())
          .token(
              () -> {
                requested.countDown();
                awaitRelease();
                return Clients.TOKEN;
              })
          .build();

  private CompletableFuture<?> first = new CompletableFuture<>();

  @BeforeEach
  void startFirstCall() throws InterruptedException {
    first = billing.async(b -> b.actions());
    assertThat(requested.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @AfterEach
  void releaseToken() {
    released.countDown();
    other.shutdownNow();
  }

  @Test
  void wait_forAToken_endsAtTheDeadline() {
    ConnectionException e =
        catchThrowableOfType(
            ConnectionException.class, () -> billing.within(Duration.ofMillis(200)).actions());

    assertThat(e).hasMessage("getActionsBilling: no token: the time allowed is over");
    assertThat(e.attempts()).isZero();
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void client_derived_waitsForTheSameToken() {
    try (GitHubBilling derived = billing.toBuilder().callTimeout(Duration.ofMillis(200)).build()) {
      assertThat(catchThrowableOfType(ConnectionException.class, () -> derived.actions()))
          .hasMessageContaining("no token: the time allowed is over");
    }
  }

  @Test
  void interrupt_duringTheWait_endsIt() {
    Thread.currentThread().interrupt();

    Throwable e = catchThrowable(() -> billing.actions());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(e).isInstanceOf(CancellationException.class);
  }

  @Test
  void call_waiting_continuesWithTheToken() {
    released.countDown();

    assertThat(catchThrowable(() -> billing.actions())).isInstanceOf(AuthenticationException.class);
    assertThat(catchThrowable(first::join)).hasCauseInstanceOf(AuthenticationException.class);
  }

  private void awaitRelease() {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
