package dev.ghbilling.sandbox;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Divides a usage report into files of a million rows. */
final class ReportFiles {
  private static final int ROWS_PER_FILE = 1_000_000;

  private final UsageData data;
  private final CostCenters costCenters;

  ReportFiles(UsageData data, CostCenters costCenters) {
    this.data = data;
    this.costCenters = costCenters;
  }

  /** The files of the days between two, both of which count; at least one, if only its header. */
  List<ReportFile> of(LocalDate start, LocalDate end, ReportColumns columns) {
    List<ReportFile> files = new ArrayList<>();
    long first = 0;
    long rows = 0;
    for (long row = 0; row < data.size(); row++) {
      long day = data.epochDay(row);
      if (day < start.toEpochDay() || day > end.toEpochDay()) {
        continue;
      }
      if (rows == ROWS_PER_FILE) {
        files.add(file(first, row, start, end, columns));
        first = row;
        rows = 0;
      }
      rows++;
    }
    files.add(file(first, data.size(), start, end, columns));
    return files;
  }

  private ReportFile file(
      long first, long last, LocalDate start, LocalDate end, ReportColumns columns) {
    return new ReportFile(
        data,
        first,
        last,
        start.toEpochDay(),
        end.toEpochDay(),
        columns,
        id -> costCenters.name(id).orElse(""));
  }
}
