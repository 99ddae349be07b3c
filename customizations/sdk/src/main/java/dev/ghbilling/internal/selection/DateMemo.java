package dev.ghbilling.internal.selection;

import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers the dates that were read, since a report has few of them and very many items. */
final class DateMemo {
  private static final int MOST = 400;

  private final Map<String, LocalDateTime> times = new HashMap<>();

  /** Returns a date's time in UTC; null when it is no date. */
  @Nullable LocalDateTime time(String date) {
    LocalDateTime known = times.get(date);
    if (known != null) {
      return known;
    }
    LocalDateTime time = DateText.utc(date);
    if (time != null && times.size() < MOST) {
      times.put(date, time);
    }
    return time;
  }
}
