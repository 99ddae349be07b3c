package dev.ghbilling.benchmarks;

import java.time.Duration;

/**
 * How much is measured. The full plan is made to fit into ten minutes on two processors.
 *
 * @param rounds how often ours and theirs take turns
 * @param callWarmUp how long a client calls before it is measured; its code isn't compiled before
 * @param callTime how long a client calls while it is measured
 * @param pageWarmUp how long a reader of pages reads before it is measured; it takes longer than a
 *     call to have its code compiled
 * @param items usage items in the large answer
 * @param rows rows of the CSV file
 * @param pages pages of 100 committers
 * @param starts how often each program is started
 * @param load how long the callers call
 * @param callers how many call at the same time
 * @param calls the smallest number of calls of which the cost is compared
 * @param copies how many times the contract's operations there are at the most
 */
record Plan(
    int rounds,
    Duration callWarmUp,
    Duration callTime,
    Duration pageWarmUp,
    int items,
    int rows,
    int pages,
    int starts,
    Duration load,
    int callers,
    int calls,
    int copies) {
  static final Plan FULL =
      new Plan(
          3,
          Duration.ofSeconds(4),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          1_000_000,
          5_000_000,
          100,
          8,
          Duration.ofSeconds(60),
          64,
          150,
          100);

  /** To see in seconds that everything works; its figures mean nothing. */
  static final Plan SMOKE =
      new Plan(
          1,
          Duration.ofMillis(200),
          Duration.ofMillis(200),
          Duration.ofMillis(200),
          2_000,
          5_000,
          10,
          1,
          Duration.ofSeconds(2),
          8,
          2,
          4);
}
