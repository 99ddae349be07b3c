package dev.ghbilling.ledger.spark;

import dev.ghbilling.ledger.load.ExactRows;
import dev.ghbilling.ledger.store.LedgerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.zip.GZIPInputStream;
import org.apache.commons.io.input.CloseShieldInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The rows of a Parquet file to write, read from landed files one after the other. One row is in
 * memory at a time. A file that isn't the one that was landed is an error.
 */
final class LandedRows implements Iterator<Row>, AutoCloseable {
  private static final int BUFFER = 64 * 1024;
  private static final int OTHER_COLUMNS =
      LedgerViews.schema("row_schema").fieldIndex("other_columns");

  private final PlannedPartition.OutputFile file;
  private final String store;
  private final Configuration configuration;
  private final Iterator<LandedPart> parts;
  private @Nullable OpenPart open;
  private @Nullable Row next;

  LandedRows(PlannedPartition.OutputFile file, String store, Configuration configuration) {
    this.file = file;
    this.store = store;
    this.configuration = configuration;
    this.parts = file.parts().iterator();
  }

  /** A landed file that is being read. */
  private static final class OpenPart {
    final LandedPart part;
    final InputStream in;
    final DigestInputStream stored;
    final ExactRows rows;
    long row;

    OpenPart(LandedPart part, Path path, Configuration configuration) throws IOException {
      this.part = part;
      in = path.getFileSystem(configuration).open(path);
      try {
        // The parser closes it at the end of the rows, which may not be the file's.
        stored = new DigestInputStream(CloseShieldInputStream.wrap(in), PlannedPartition.sha256());
        rows = ExactRows.open(new GZIPInputStream(stored, BUFFER), part.path());
      } catch (IOException | RuntimeException e) {
        in.close();
        throw e;
      }
    }

    void end() throws IOException {
      stored.transferTo(OutputStream.nullOutputStream());
      String sha256 = HexFormat.of().formatHex(stored.getMessageDigest().digest());
      if (!sha256.equals(part.storedSha256())) {
        throw new LedgerException(
            "%s isn't the file that was landed: its SHA-256 is %s instead of %s"
                .formatted(part.path(), sha256, part.storedSha256()));
      }
      close();
    }

    void close() throws IOException {
      rows.close();
      in.close();
    }
  }

  @Override
  public boolean hasNext() {
    try {
      while (next == null && (open != null || parts.hasNext())) {
        OpenPart from = open;
        if (from == null) {
          LandedPart part = parts.next();
          from = new OpenPart(part, new Path(store, part.path()), configuration);
          open = from;
        }
        @Nullable Object[] values = from.rows.next();
        if (values == null) {
          from.end();
          open = null;
        } else {
          from.row++;
          next = from.part.days().contains((LocalDate) values[0]) ? row(from, values) : null;
        }
      }
      return next != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Row row(OpenPart from, @Nullable Object[] values) {
    @Nullable Object[] row = Arrays.copyOf(values, values.length + 4);
    if (values[OTHER_COLUMNS] instanceof Map<?, ?> others) {
      row[OTHER_COLUMNS] = CollectionConverters.asScala(others);
    }
    row[values.length] = from.part.source();
    row[values.length + 1] = from.row;
    row[values.length + 2] = file.type();
    row[values.length + 3] = file.month();
    return RowFactory.create(row);
  }

  @Override
  public Row next() {
    Row row = hasNext() ? next : null;
    if (row == null) {
      throw new NoSuchElementException();
    }
    next = null;
    return row;
  }

  @Override
  public void close() {
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
