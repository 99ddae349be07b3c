package dev.ghbilling.ledger.forecast;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Two years of daily amounts, as an account of some kind could have them. The same seed gives the
 * same days.
 */
enum GeneratedHistory {
  /** Continuous integration: a quarter on weekends, and each day differs by an eighth. */
  WEEKDAYS,
  /** Licenses, which cost the same each day. */
  LICENSES,
  /** Half of it licenses. */
  MIXED,
  /** A purchase of eight days' worth on each first of a month. */
  PURCHASES,
  /** Included usage of eight days, which no month pays. */
  INCLUDED,
  /** Days off, and the days around the end of a year. */
  HOLIDAYS,
  /** 60 percent more from one day on, and 40 percent less from another. */
  STEPS,
  /** Each day differs by half. */
  ERRATIC;

  static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final int DAYS = 731;
  private static final double DAILY = 1000;
  private static final double DAYS_OF_MONTH = 30.4;
  private static final Set<MonthDay> DAYS_OFF =
      Set.of(
          MonthDay.of(1, 1),
          MonthDay.of(5, 1),
          MonthDay.of(7, 4),
          MonthDay.of(11, 28),
          MonthDay.of(12, 24),
          MonthDay.of(12, 25),
          MonthDay.of(12, 26),
          MonthDay.of(12, 31));

  /** Returns the days. It grows by 0, 3 or 6 percent a month, according to the seed. */
  NavigableMap<LocalDate, KnownDay> days(int seed) {
    Random random = new Random(seed);
    double growth = 1 + 0.03 * (seed % 3);
    NavigableMap<LocalDate, KnownDay> days = new TreeMap<>();
    double ofMonth = 0;
    for (LocalDate day = FIRST; day.isBefore(FIRST.plusDays(DAYS)); day = day.plusDays(1)) {
      long age = ChronoUnit.DAYS.between(FIRST, day);
      double level = DAILY * Math.pow(growth, age / DAYS_OF_MONTH);
      double gross = gross(day, age, level, random);
      ofMonth = day.getDayOfMonth() == 1 ? 0 : ofMonth;
      double net =
          this == INCLUDED ? Math.max(0, Math.min(gross, ofMonth + gross - 8 * DAILY)) : gross;
      ofMonth += gross;
      days.put(day, new KnownDay(money(gross), money(net), true));
    }
    return days;
  }

  private double gross(LocalDate day, long age, double level, Random random) {
    boolean weekend = day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
    double noise = random.nextGaussian();
    double work = level * (weekend ? 0.25 : 1) * Math.exp(0.12 * noise);
    return switch (this) {
      case WEEKDAYS, INCLUDED -> work;
      case LICENSES -> level;
      case MIXED -> (work + level) / 2;
      case PURCHASES -> work + (day.getDayOfMonth() == 1 ? 8 * level : 0);
      case HOLIDAYS -> DAYS_OFF.contains(MonthDay.from(day)) ? 0.2 * work : work;
      case STEPS -> work * (age < 200 ? 1 : age < 450 ? 1.6 : 1.6 * 0.6);
      case ERRATIC -> work * Math.exp(0.5 * random.nextGaussian());
    };
  }

  private static BigDecimal money(double amount) {
    return BigDecimal.valueOf(amount).setScale(6, RoundingMode.HALF_UP);
  }
}
