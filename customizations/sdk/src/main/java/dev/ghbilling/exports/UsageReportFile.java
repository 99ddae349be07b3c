package dev.ghbilling.exports;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A downloaded usage report: CSV in UTF-8, plain or compressed by gzip.
 *
 * <pre>{@code
 * try (Stream<UsageReportRow> rows = new UsageReportFile(path).rows()) {
 *   rows.forEach(row -> book(row.netAmount()));
 * }
 * }</pre>
 *
 * @param path where it is
 */
public record UsageReportFile(Path path) {
  /**
   * The rows, read one by one while the stream is, so that a file of any size takes constant
   * memory. Columns are found by their names, in whatever order and case they stand.
   *
   * @return the rows, to be closed
   * @throws dev.ghbilling.error.UnreadableReportException when the file can't be read or has no
   *     column {@code net_amount}; while the stream is read, also when a row is not like the header
   *     or a value is not of its column's type: the message says in which line
   */
  public Stream<UsageReportRow> rows() {
    return ReportRows.of(List.of(path));
  }
}
