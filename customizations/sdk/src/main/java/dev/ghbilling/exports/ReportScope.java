package dev.ghbilling.exports;

import dev.ghbilling.client.model.UsageReportExport;
import dev.ghbilling.client.model.UsageReportExportRequest;
import dev.ghbilling.error.ExportException;
import java.time.LocalDate;
import java.util.Locale;

/**
 * What a report is about, as it is asked for or as an export states it.
 *
 * @param type the type of report, in lower case
 * @param start the first day
 * @param end the last day
 */
record ReportScope(String type, LocalDate start, LocalDate end) {
  /** Returns what an export states. */
  static ReportScope of(UsageReportExport export) {
    return new ReportScope(
        export.reportType().value().toLowerCase(Locale.ROOT), export.startDate(), export.endDate());
  }

  /** Returns what is asked for. A request without an end date ends today. */
  static ReportScope of(UsageReportExportRequest request, LocalDate today) {
    LocalDate end = request.endDate();
    return new ReportScope(
        request.reportType().value().toLowerCase(Locale.ROOT),
        request.startDate(),
        end == null ? today : end);
  }

  /**
   * Requires that an export states the same.
   *
   * @throws ExportException when it is about something else
   */
  void require(UsageReportExport export) {
    ReportScope came = of(export);
    if (!came.equals(this)) {
      throw new ExportException(
          export.id(),
          "export %s isn't the one that was requested: asked for %s, but it is %s"
              .formatted(export.id(), this, came));
    }
  }

  /** Returns whether rows of the day belong to the report. */
  boolean covers(LocalDate day) {
    return !day.isBefore(start) && !day.isAfter(end);
  }

  @Override
  public String toString() {
    return "%s from %s to %s".formatted(type, start, end);
  }
}
