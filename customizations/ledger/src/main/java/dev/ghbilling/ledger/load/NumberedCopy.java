package dev.ghbilling.ledger.load;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A copy of a report in which each row begins with a column that has its number. DuckDB reads such
 * a file with all processors; it numbers rows itself with one only.
 *
 * @param file the copy, decompressed
 * @param content what the report's file contains
 */
public record NumberedCopy(Path file, ReportContent content) {
  /**
   * Writes the copy of a report, which may be compressed by gzip.
   *
   * @param name what messages call the report
   * @throws dev.ghbilling.error.UnreadableReportException when it isn't text
   */
  public static NumberedCopy write(Path report, String name, Path copy) throws IOException {
    char separator;
    try (CsvRows csv = CsvRows.open(report, name)) {
      separator = csv.separator();
    }
    MessageDigest digest = ReportContent.newDigest();
    byte[] buffer = new byte[ReportContent.BUFFER];
    long bytes = 0;
    try (InputStream in = CsvRows.content(report);
        OutputStream out =
            new BufferedOutputStream(Files.newOutputStream(copy), ReportContent.BUFFER)) {
      Numbering numbering = new Numbering(out, separator);
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        digest.update(buffer, 0, length);
        numbering.write(buffer, length);
        bytes += length;
      }
      String sha256 = HexFormat.of().formatHex(digest.digest());
      return new NumberedCopy(copy, new ReportContent(sha256, bytes, numbering.records));
    }
  }

  /** Numbers records, of which the first one, the header, has the number 0. */
  private static final class Numbering {
    private final OutputStream out;
    private final char separator;
    private boolean quoted;
    private boolean inRecord;
    private long records;

    Numbering(OutputStream out, char separator) {
      this.out = out;
      this.separator = separator;
    }

    void write(byte[] bytes, int length) throws IOException {
      boolean inQuotes = quoted;
      boolean begun = inRecord;
      int written = 0;
      for (int i = 0; i < length; i++) {
        byte octet = bytes[i];
        if ((octet == '\n' || octet == '\r') && !inQuotes) {
          begun = false;
        } else {
          if (!begun) {
            out.write(bytes, written, i - written);
            written = i;
            out.write((records + "" + separator).getBytes(StandardCharsets.US_ASCII));
            records++;
            begun = true;
          }
          inQuotes ^= octet == '"';
        }
      }
      out.write(bytes, written, length - written);
      quoted = inQuotes;
      inRecord = begun;
    }
  }
}
