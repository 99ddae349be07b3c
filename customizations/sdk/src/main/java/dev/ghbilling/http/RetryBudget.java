package dev.ghbilling.http;

/**
 * Keeps a client from adding to a server's trouble: every retry costs, every success gives back a
 * little, and who has spent all may not retry until calls succeed again.
 */
final class RetryBudget {
  private static final int CAPACITY = 500;
  private static final int RETRY = 5;
  private static final int SUCCESS = 1;

  private int left = CAPACITY;

  synchronized boolean take() {
    if (left < RETRY) {
      return false;
    }
    left -= RETRY;
    return true;
  }

  synchronized void giveBack() {
    left = Math.min(CAPACITY, left + SUCCESS);
  }
}
