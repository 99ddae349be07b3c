package dev.ghbilling.internal.call;

/**
 * A budget that keeps a client from adding to a server's trouble: every retry costs, every success
 * returns a little, and with nothing left there is no retry until calls succeed again.
 */
final class RetryBudget {
  private static final int CAPACITY = 500;
  private static final int RETRY_COST = 5;
  private static final int SUCCESS_REFUND = 1;

  private int left = CAPACITY;

  /** Takes the cost of a retry; returns false when not enough is left. */
  synchronized boolean take() {
    if (left < RETRY_COST) {
      return false;
    }
    left -= RETRY_COST;
    return true;
  }

  synchronized void giveBack() {
    left = Math.min(CAPACITY, left + SUCCESS_REFUND);
  }
}
