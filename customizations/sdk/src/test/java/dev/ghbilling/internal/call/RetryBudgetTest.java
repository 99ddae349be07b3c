package dev.ghbilling.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Retries are paid for by calls that succeed. */
class RetryBudgetTest {
  private final RetryBudget budget = new RetryBudget();

  @Test
  void hundredRetriesSpendIt() {
    assertThat(taken(1000)).isEqualTo(100);
  }

  @Test
  void fiveSuccessesPayForOneRetry() {
    taken(100);
    succeed(4);
    assertThat(taken(10)).isZero();

    succeed(1);
    assertThat(taken(10)).isEqualTo(1);
  }

  @Test
  void successesAreNotHoarded() {
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
