package dev.ghbilling.exports;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** An iterator over the rows of several files, which opens one file at a time. */
final class ReportRows implements Iterator<UsageReportRow> {
  private final Iterator<Path> files;
  private @Nullable ReportReader open;
  private @Nullable RuntimeException fault;

  private ReportRows(List<Path> files) {
    this.files = files.iterator();
    next(null);
  }

  // flatMap won't do: an iterator over its stream buffers all rows of a file.
  static Stream<UsageReportRow> of(List<Path> files) {
    ReportRows rows = new ReportRows(files);
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(
                rows, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE),
            false)
        .onClose(rows::close);
  }

  /** Throws a fault every time, so that the next file can't pass for the rest of the broken one. */
  @Override
  public boolean hasNext() {
    if (fault != null) {
      throw fault;
    }
    try {
      while (open != null && !open.hasNext()) {
        next(open);
      }
    } catch (RuntimeException e) {
      fault = e;
      throw e;
    }
    return open != null;
  }

  @Override
  public UsageReportRow next() {
    if (!hasNext() || open == null) {
      throw new NoSuchElementException();
    }
    try {
      return open.next();
    } catch (RuntimeException e) {
      fault = e;
      throw e;
    }
  }

  private void next(@Nullable ReportReader done) {
    open = null;
    if (done != null) {
      done.close();
    }
    if (files.hasNext()) {
      open = ReportReader.open(files.next());
    }
  }

  private void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
