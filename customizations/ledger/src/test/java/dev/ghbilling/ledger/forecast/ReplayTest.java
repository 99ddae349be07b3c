package dev.ghbilling.ledger.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.ledger.forecast.Forecast.Projected;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Replays months of generated histories, and measures how far the forecast was from what was spent.
 * Writes {@code target/forecast-error.md}, which the README has.
 */
final class ReplayTest {
  private static final int[] SETTLED = {3, 5, 10, 15, 20, 25};
  private static final int UNSETTLED = 4;
  private static final int SEEDS = 6;
  private static final double ROUNDED = 1e-4;

  /** The errors of the replays of one kind, in percent, and how many ended at or below P90. */
  private static final class Errors {
    final double[] sums = new double[SETTLED.length];
    final int[] counts = new int[SETTLED.length];
    int below;
    int bands;

    double mean(int i) {
      return sums[i] / counts[i];
    }
  }

  @Test
  void replayedMonths_ofEachKind_missByLittle() throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("| history | 3 days settled | 5 | 10 | 15 | 20 | 25 | at or below P90 |");
    lines.add("|---|---:|---:|---:|---:|---:|---:|---:|");
    for (GeneratedHistory kind : GeneratedHistory.values()) {
      Errors errors = replay(kind);
      StringBuilder line = new StringBuilder("| " + kind.name().toLowerCase(Locale.ROOT));
      for (int i = 0; i < SETTLED.length; i++) {
        line.append(String.format(Locale.ROOT, " | %.1f%%", errors.mean(i)));
      }
      double covered = 100.0 * errors.below / errors.bands;
      lines.add(line.append(String.format(Locale.ROOT, " | %.0f%% |", covered)).toString());
      double bound = kind == GeneratedHistory.ERRATIC ? 15 : 8;
      assertThat(errors.mean(0)).as("error of %s after 3 days", kind).isLessThan(bound);
      assertThat(errors.mean(5))
          .as("error of %s after 25 days", kind)
          .isLessThan(bound / 2)
          .isLessThanOrEqualTo(errors.mean(0));
      assertThat(covered).as("months of %s at or below P90", kind).isBetween(80.0, 100.0);
    }
    Files.createDirectories(Path.of("target"));
    Files.write(Path.of("target/forecast-error.md"), lines);
  }

  /** Returns what a sync knows: after the settled days four others, the last of them by half. */
  private static NavigableMap<LocalDate, KnownDay> known(
      NavigableMap<LocalDate, KnownDay> days, LocalDate unsettled) {
    NavigableMap<LocalDate, KnownDay> known = new TreeMap<>(days.headMap(unsettled, false));
    for (int i = 0; i < UNSETTLED; i++) {
      KnownDay day = days.get(unsettled.plusDays(i));
      if (day != null) {
        BigDecimal share = i == UNSETTLED - 1 ? new BigDecimal("0.5") : BigDecimal.ONE;
        known.put(
            unsettled.plusDays(i),
            new KnownDay(day.gross().multiply(share), day.net().multiply(share), false));
      }
    }
    return known;
  }

  private static Errors replay(GeneratedHistory kind) {
    Errors errors = new Errors();
    for (int seed = 0; seed < SEEDS; seed++) {
      NavigableMap<LocalDate, KnownDay> days = kind.days(seed);
      for (YearMonth month = YearMonth.of(2024, 9);
          month.isBefore(YearMonth.of(2026, 1));
          month = month.plusMonths(1)) {
        BillingCycle cycle = new BillingCycle(month, 1);
        double spent =
            days.subMap(cycle.first(), cycle.end()).values().stream()
                .map(KnownDay::net)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .doubleValue();
        for (int i = 0; i < SETTLED.length; i++) {
          Projected projected =
              (Projected)
                  WeekdayForecast.of(cycle, known(days, cycle.first().plusDays(SETTLED[i])));
          double p50 = projected.net().p50().doubleValue();
          errors.sums[i] += 100 * Math.abs(p50 - spent) / spent;
          errors.counts[i]++;
          if (projected.net().p90() != null) {
            errors.bands++;
            // Licenses have hardly any band; what is rounded in it isn't a miss.
            double p90 = projected.net().p90().doubleValue() * (1 + ROUNDED);
            errors.below += spent <= p90 ? 1 : 0;
          }
        }
      }
    }
    return errors;
  }
}
