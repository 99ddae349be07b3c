package dev.ghbilling.sandbox;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Which exports may be asked for, and what they are like. */
enum ExportRules {
  /** Only what the documents say. */
  DOCUMENTED,
  /** What GitHub has been seen to insist on. */
  OBSERVED;

  private static final int DETAILED_DAYS = 31;
  private static final int SUMMARIZED_DAYS = 366;

  /** The columns of a report type; empty for a type that there isn't. */
  Optional<ReportColumns> columns(String type) {
    return this == OBSERVED ? ReportColumns.observed(type) : ReportColumns.of(type);
  }

  /** Whether a second export is refused while one is processed. */
  boolean isOneAtATime() {
    return this == OBSERVED;
  }

  /** Whether a report without rows has a file nevertheless. */
  boolean hasFileWithoutRows() {
    return this == DOCUMENTED;
  }

  /**
   * Lets a range of days pass.
   *
   * @throws Refusal 400, when it is too long for the report type
   */
  void check(Call call, String type, LocalDate start, LocalDate end) {
    int most = type.equals("summarized") ? SUMMARIZED_DAYS : DETAILED_DAYS;
    long days = ChronoUnit.DAYS.between(start, end) + 1;
    if (this == OBSERVED && days > most) {
      throw Refusal.invalid(
          call,
          "end_date",
          "a %s report has at most %d days, these are %d".formatted(type, most, days));
    }
  }
}
