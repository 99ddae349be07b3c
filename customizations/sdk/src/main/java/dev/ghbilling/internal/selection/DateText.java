package dev.ghbilling.internal.selection;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads dates as GitHub has been seen to send them: {@code 2026-01-31}, {@code
 * 2026-01-31T00:00:00Z}, and with other times and offsets.
 */
public final class DateText {
  private static final int DATE_LENGTH = "2026-01-31".length();

  /**
   * With the offset in any of ISO's forms: {@code Z}, {@code +02:00}, {@code +0200}, {@code +02}.
   */
  private static final DateTimeFormatter WITH_OFFSET =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT);

  private DateText() {}

  /** Returns a date's time in UTC, midnight for a date alone; null when it is no date. */
  public static @Nullable LocalDateTime utc(String date) {
    String iso = date.strip().toUpperCase(Locale.ROOT).replace(' ', 'T');
    try {
      if (iso.length() > DATE_LENGTH) {
        return OffsetDateTime.parse(iso, WITH_OFFSET)
            .withOffsetSameInstant(ZoneOffset.UTC)
            .toLocalDateTime();
      }
    } catch (DateTimeException noOffset) {
      try {
        return LocalDateTime.parse(iso);
      } catch (DateTimeException noTime) {
        // The first characters may be a date nevertheless.
      }
    }
    try {
      return LocalDate.parse(iso.substring(0, Math.min(DATE_LENGTH, iso.length()))).atStartOfDay();
    } catch (DateTimeException noDate) {
      return null;
    }
  }
}
