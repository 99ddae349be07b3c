package dev.ghbilling.benchmarks;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.usage.UsageQuery;
import java.net.URI;
import java.time.YearMonth;
import java.util.Iterator;
import java.util.function.IntConsumer;

/**
 * A program that does the same in three sizes, by turns, in one JVM. The first turn is not counted.
 */
final class LibraryGrowth {
  private LibraryGrowth() {}

  /**
   * Prints lines of a size, seconds, and nothing.
   *
   * @param arguments {@code calls}, {@code items} or {@code pages}; the base URL; how many turns;
   *     three sizes
   */
  public static void main(String[] arguments) {
    String what = arguments[0];
    URI baseUrl = URI.create(arguments[1]);
    int turns = Integer.parseInt(arguments[2]);
    for (int turn = 0; turn <= turns; turn++) {
      for (int month = 1; month <= 3; month++) {
        String size = arguments[2 + month];
        try (GitHubBilling billing =
            GitHubBilling.builder()
                .baseUrl(baseUrl)
                .enterprise(what.equals("pages") ? size : UsageCall.ENTERPRISE)
                .token(UsageCall.TOKEN)
                .cachedAnswers(0)
                .build()) {
          long begin = System.nanoTime();
          work(what, billing, month).accept(Integer.parseInt(size));
          if (turn > 0) {
            System.out.printf("%s %s -%n", size, StreamReading.seconds(begin));
          }
        }
      }
    }
  }

  private static IntConsumer work(String what, GitHubBilling billing, int month) {
    return switch (what) {
      case "calls" ->
          size -> {
            for (int call = 0; call < size; call++) {
              billing.usage().report(UsageQuery.day(UsageCall.DAY));
            }
          };
      case "items" ->
          size -> {
            try (var items = billing.usage().stream(UsageQuery.month(YearMonth.of(2025, month)))) {
              count(items.iterator(), size);
            }
          };
      case "pages" ->
          size -> count(billing.advancedSecurity().repositories().iterator(), size * 100);
      default -> throw new IllegalArgumentException(what);
    };
  }

  private static void count(Iterator<?> all, int expected) {
    int found = 0;
    while (all.hasNext()) {
      all.next();
      found++;
    }
    if (found != expected) {
      throw new IllegalStateException("%d instead of %d".formatted(found, expected));
    }
  }
}
