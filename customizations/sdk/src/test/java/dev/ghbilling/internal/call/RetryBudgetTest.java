package dev.ghbilling.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {
  private final RetryBudget budget = new RetryBudget();

  @Test
  void budget_after100Retries_isSpent() {
    assertThat(taken(1000)).isEqualTo(100);
  }

  @Test
  void budget_afterFiveSuccesses_allowsOneRetry() {
    taken(100);
    succeed(4);
    assertThat(taken(10)).isZero();

    succeed(1);
    assertThat(taken(10)).isEqualTo(1);
  }

  @Test
  void budget_full_doesNotGrow() {
    succeed(10_000);

    assertThat(taken(1000)).isEqualTo(100);
  }

  private int taken(int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += budget.take() ? 1 : 0;
    }
    return taken;
  }

  private void succeed(int times) {
    for (int i = 0; i < times; i++) {
      budget.giveBack();
    }
  }
}
