package dev.ghbilling.internal.selection;

import java.time.LocalDateTime;
import java.util.Locale;

/** A part of a date that a query parameter gives. */
enum DatePart {
  YEAR,
  MONTH,
  DAY,
  HOUR;

  static DatePart of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  int of(LocalDateTime time) {
    return switch (this) {
      case YEAR -> time.getYear();
      case MONTH -> time.getMonthValue();
      case DAY -> time.getDayOfMonth();
      case HOUR -> time.getHour();
    };
  }
}
