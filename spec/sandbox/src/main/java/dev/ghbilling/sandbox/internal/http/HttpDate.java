package dev.ghbilling.sandbox.internal.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The format of dates in HTTP headers. */
public final class HttpDate {
  // Not RFC_1123_DATE_TIME, which writes a day below 10 with one digit.
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private HttpDate() {}

  /** Formats an instant, such as {@code Sun, 01 Mar 2026 09:30:00 GMT}. */
  public static String of(Instant instant) {
    return FORMAT.format(instant);
  }
}
