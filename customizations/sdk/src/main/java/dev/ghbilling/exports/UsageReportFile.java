package dev.ghbilling.exports;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A downloaded usage report, which is CSV in UTF-8, plain or compressed by gzip.
 *
 * <pre>{@code
 * try (Stream<UsageReportRow> rows = new UsageReportFile(path).rows()) {
 *   rows.forEach(row -> book(row.netAmount()));
 * }
 * }</pre>
 *
 * @param path the file
 */
public record UsageReportFile(Path path) {
  /**
   * Streams the rows. They are read as the stream is consumed, so that a file of any size takes
   * constant memory. Columns are found by name, in any order and case.
   *
   * @return the rows; the caller closes the stream
   * @throws dev.ghbilling.error.UnreadableReportException when the file can't be read or has no
   *     column {@code net_amount}, in which case the message says what it is instead, for example
   *     CSV with semicolons; while the stream is consumed, also when a row has another number of
   *     columns than the header, or a value isn't of its column's type. The message names the line
   */
  public Stream<UsageReportRow> rows() {
    return ReportRows.of(List.of(path));
  }
}
