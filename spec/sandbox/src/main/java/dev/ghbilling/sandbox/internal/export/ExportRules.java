package dev.ghbilling.sandbox.internal.export;

import dev.ghbilling.sandbox.internal.api.ValidRequest;
import dev.ghbilling.sandbox.internal.http.ErrorResponseException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** The rules for which exports can be created, and how many files they have. */
public enum ExportRules {
  /** The rules in GitHub's documents. */
  DOCUMENTED,
  /** The rules that GitHub has been observed to enforce. */
  OBSERVED;

  private static final int DETAILED_DAYS = 31;
  private static final int SUMMARIZED_DAYS = 366;

  /** Returns the columns of a report type. */
  ReportColumns columns(String type) {
    return this == OBSERVED ? ReportColumns.observed(type) : ReportColumns.of(type);
  }

  /** Returns whether a second export is refused while one is processed. */
  boolean isOneAtATime() {
    return this == OBSERVED;
  }

  /** Returns whether a report without rows has a file. */
  public boolean hasFileWithoutRows() {
    return this == DOCUMENTED;
  }

  /**
   * Checks a range of days.
   *
   * @throws ErrorResponseException 400 when it is too long for the report type
   */
  void check(ValidRequest request, String type, LocalDate start, LocalDate end) {
    int most = type.equals("summarized") ? SUMMARIZED_DAYS : DETAILED_DAYS;
    long days = ChronoUnit.DAYS.between(start, end) + 1;
    if (this == OBSERVED && days > most) {
      throw request.invalid(
          "end_date", "a %s report has at most %d days, these are %d".formatted(type, most, days));
    }
  }
}
