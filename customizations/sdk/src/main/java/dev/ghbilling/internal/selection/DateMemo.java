package dev.ghbilling.internal.selection;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Remembers the last date that was read, since neighboring items usually have the same. */
final class DateMemo {
  private String text = "";
  private @Nullable LocalDateTime time;

  /** Returns a date's time in UTC; null when it is no date. */
  @Nullable LocalDateTime time(String date) {
    if (!date.equals(text)) {
      time = DateText.utc(date);
      text = date;
    }
    return time;
  }
}
