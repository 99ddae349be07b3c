package dev.ghbilling.sandbox;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Divides a usage report into files, of a million rows each unless told otherwise. */
final class ReportFiles {
  private static final int ROWS_PER_FILE = 1_000_000;

  private final UsageData data;
  private final CostCenters costCenters;
  private final OptionalInt number;
  private final boolean evenWithoutRows;

  /**
   * The files of some data.
   *
   * @param number how many files a report has, as far as there are rows for them
   * @param evenWithoutRows whether a report without rows has a file, which is only a header
   */
  ReportFiles(
      UsageData data, CostCenters costCenters, OptionalInt number, boolean evenWithoutRows) {
    this.data = data;
    this.costCenters = costCenters;
    this.number = number;
    this.evenWithoutRows = evenWithoutRows;
  }

  /** The files of the days between two, both of which count. */
  List<ReportFile> of(LocalDate start, LocalDate end, ReportColumns columns) {
    List<ReportFile> files = new ArrayList<>();
    long all = rows(start, end, columns);
    if (all == 0 && !evenWithoutRows) {
      return files;
    }
    long most = Math.min(all, number.orElse((int) ((all + ROWS_PER_FILE - 1) / ROWS_PER_FILE)));
    long first = 0;
    long rows = 0;
    for (long row = 0; row < data.size(); row++) {
      if (!isIn(row, start, end, columns)) {
        continue;
      }
      if (rows > 0 && rows == firstOf(files.size() + 1, most, all)) {
        files.add(file(first, row, start, end, columns));
        first = row;
      }
      rows++;
    }
    files.add(file(first, data.size(), start, end, columns));
    return files;
  }

  /** The number of the first row of a file, among the rows of the report. */
  private long firstOf(long file, long files, long rows) {
    return number.isPresent() ? file * rows / files : file * ROWS_PER_FILE;
  }

  private long rows(LocalDate start, LocalDate end, ReportColumns columns) {
    long rows = 0;
    for (long row = 0; row < data.size(); row++) {
      if (isIn(row, start, end, columns)) {
        rows++;
      }
    }
    return rows;
  }

  private boolean isIn(long row, LocalDate start, LocalDate end, ReportColumns columns) {
    long day = data.epochDay(row);
    return day >= start.toEpochDay() && day <= end.toEpochDay() && columns.include(data, row);
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
