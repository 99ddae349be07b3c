package dev.ghbilling.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.ghbilling.GitHubBilling;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.usage.UsageQuery;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * The memory that a call allocates, which depends neither on the machine's speed nor on its load.
 * The bound lies between the usual 15 KB and the 60 KB of Feign's own method handling.
 */
class CallCostTest {
  private static final int CALLS = 300;
  private static final long KILOBYTES = 40;

  @AutoClose final Sandbox sandbox = Sandbox.builder().start();

  /** Has no response cache, since the sandbox wouldn't send the rows again. */
  @AutoClose final GitHubBilling billing = Clients.at(sandbox.baseUrl()).cachedResponses(0).build();

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void call_repeated_takesLittleMemory() {
    calls();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    calls();
    long after = threads.getThreadAllocatedBytes(Thread.currentThread().getId());

    assertThat((after - before) / CALLS).isBetween(1_000L, KILOBYTES * 1024);
  }

  private void calls() {
    for (int i = 0; i < CALLS; i++) {
      assertThat(billing.usage().report(UsageQuery.day(LocalDate.of(2023, 8, 1))).usageItems())
          .hasSize(1);
    }
  }
}
