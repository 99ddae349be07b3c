package dev.ghbilling.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterruptibleDnsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void release() {
    released.countDown();
  }

  @Test
  void lookup_thatHangs_isAbandonedAndSaysSo() {
    UnknownHostException e = failure(new InterruptibleDns(this::hang, Duration.ofMillis(1)));

    assertThat(IoFailure.reason(e)).isEqualTo("the host's name was not resolved in time");
  }

  @Test
  void interrupt_duringALookup_abandonsItAndStays() {
    Thread.currentThread().interrupt();

    UnknownHostException e = failure(new InterruptibleDns(this::hang, HOUR));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(e).hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void lookup_ofAnUnknownHost_isReported() {
    UnknownHostException unknown = new UnknownHostException("billing.invalid");
    Dns resolver =
        host -> {
          throw unknown;
        };

    assertThat(failure(new InterruptibleDns(resolver, HOUR))).isSameAs(unknown);
    assertThat(IoFailure.reason(unknown)).isEqualTo("the host is unknown");
  }

  private static UnknownHostException failure(Dns dns) {
    return catchThrowableOfType(UnknownHostException.class, () -> dns.lookup("billing.invalid"));
  }

  private List<InetAddress> hang(String host) {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return List.of();
  }
}
