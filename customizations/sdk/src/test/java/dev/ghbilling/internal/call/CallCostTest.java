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
 * What a call takes of this machine. Of memory, since that depends neither on how fast the machine
 * is nor on what else it does. The bound lies between what a call takes, some 15 KB, and the 60 KB
 * that it took while Feign worked each request out anew.
 */
class CallCostTest {
  private static final int CALLS = 300;
  private static final long KILOBYTES = 40;

  @AutoClose final Sandbox sandbox = Sandbox.builder().start();

  /** Without conditional requests, to which the sandbox wouldn't send the rows again. */
  @AutoClose final GitHubBilling billing = Clients.at(sandbox.baseUrl()).cachedResponses(0).build();

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void callTakesLittleMemory() {
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
