package dev.ghbilling.sandbox.internal.export;

import dev.ghbilling.sandbox.internal.usage.UsageData;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;

/** A splitter of usage reports into files. */
public final class ReportFiles {
  private static final int ROWS_PER_FILE = 1_000_000;

  private final Supplier<UsageData> newest;
  private final Function<String, String> costCenterName;
  private final OptionalInt number;
  private final boolean evenWithoutRows;

  /**
   * Creates a splitter.
   *
   * @param newest gives the rows as they are known when a report is created
   * @param costCenterName looks up the name of a cost center by its id
   * @param number how many files a report has, if it has as many rows; empty for files of a million
   *     rows
   * @param evenWithoutRows whether a report without rows has a file, which is a header only
   */
  public ReportFiles(
      Supplier<UsageData> newest,
      Function<String, String> costCenterName,
      OptionalInt number,
      boolean evenWithoutRows) {
    this.newest = newest;
    this.costCenterName = costCenterName;
    this.number = number;
    this.evenWithoutRows = evenWithoutRows;
  }

  /** Returns the files of a report over the days from the first to the last, inclusive. */
  public List<ReportFile> of(LocalDate start, LocalDate end, ReportColumns columns) {
    List<ReportFile> files = new ArrayList<>();
    UsageData data = newest.get();
    long all = rows(data, start, end, columns);
    if (all == 0 && !evenWithoutRows) {
      return files;
    }
    long most = Math.min(all, number.orElse((int) ((all + ROWS_PER_FILE - 1) / ROWS_PER_FILE)));
    long first = 0;
    long rows = 0;
    for (long row = 0; row < data.size(); row++) {
      if (!isIn(data, row, start, end, columns)) {
        continue;
      }
      if (rows > 0 && rows == firstOf(files.size() + 1, most, all)) {
        files.add(file(data, first, row, start, end, columns));
        first = row;
      }
      rows++;
    }
    files.add(file(data, first, data.size(), start, end, columns));
    return files;
  }

  /** Returns the number that the first row of a file has among the rows of the report. */
  private long firstOf(long file, long files, long rows) {
    return number.isPresent() ? file * rows / files : file * ROWS_PER_FILE;
  }

  private long rows(UsageData data, LocalDate start, LocalDate end, ReportColumns columns) {
    long rows = 0;
    for (long row = 0; row < data.size(); row++) {
      if (isIn(data, row, start, end, columns)) {
        rows++;
      }
    }
    return rows;
  }

  private boolean isIn(
      UsageData data, long row, LocalDate start, LocalDate end, ReportColumns columns) {
    long day = data.epochDay(row);
    return day >= start.toEpochDay() && day <= end.toEpochDay() && columns.include(data, row);
  }

  private ReportFile file(
      UsageData data,
      long first,
      long last,
      LocalDate start,
      LocalDate end,
      ReportColumns columns) {
    return new ReportFile(
        data, first, last, start.toEpochDay(), end.toEpochDay(), columns, costCenterName);
  }
}
