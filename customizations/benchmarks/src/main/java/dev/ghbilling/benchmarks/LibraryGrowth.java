package dev.ghbilling.benchmarks;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.usage.UsageQuery;
import java.net.URI;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * A program that does the same in three sizes, by turns, in one JVM. The first turn is not counted.
 */
final class LibraryGrowth {
  private LibraryGrowth() {}

  /**
   * Prints lines of a size, seconds for each pass through it, and nothing.
   *
   * @param arguments {@code calls}, {@code items} or {@code pages}; the base URL; how many turns;
   *     how often each size has its go in a turn, of which the median counts; three sizes, each
   *     followed by how many passes a go is, each by a client of its own
   */
  public static void main(String[] arguments) {
    String what = arguments[0];
    URI baseUrl = URI.create(arguments[1]);
    int turns = Integer.parseInt(arguments[2]);
    int goes = Integer.parseInt(arguments[3]);
    List<Integer> sizes = numbers(arguments, 4);
    List<Integer> passes = numbers(arguments, 5);
    for (int turn = 0; turn <= turns; turn++) {
      List<List<Double>> seconds = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      for (int go = 0; go < goes; go++) {
        for (int i = 0; i < sizes.size(); i++) {
          seconds.get(i).add(go(what, baseUrl, i + 1, sizes.get(i), passes.get(i)));
        }
      }
      for (int i = 0; i < sizes.size() && turn > 0; i++) {
        System.out.printf("%d %s -%n", sizes.get(i), Figure.of(seconds.get(i)).median());
      }
    }
  }

  /** Every second argument. */
  private static List<Integer> numbers(String[] arguments, int from) {
    return IntStream.range(0, 3).mapToObj(i -> Integer.valueOf(arguments[from + 2 * i])).toList();
  }

  private static double go(String what, URI baseUrl, int month, int size, int passes) {
    double seconds = 0;
    for (int pass = 0; pass < passes; pass++) {
      seconds += pass(what, baseUrl, month, size);
    }
    return seconds / passes;
  }

  private static double pass(String what, URI baseUrl, int month, int size) {
    try (GitHubBilling billing =
        GitHubBilling.builder()
            .baseUrl(baseUrl)
            .enterprise(what.equals("pages") ? Integer.toString(size) : UsageCall.ENTERPRISE)
            .token(UsageCall.TOKEN)
            .cachedAnswers(0)
            .build()) {
      long begin = System.nanoTime();
      work(what, billing, month).accept(size);
      return StreamReading.seconds(begin);
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
