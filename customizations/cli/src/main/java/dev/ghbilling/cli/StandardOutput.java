package dev.ghbilling.cli;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The process's stdout. It remembers what failed first, which a print writer only counts. */
final class StandardOutput extends OutputStream {
  private final OutputStream file;
  private @Nullable IOException failure;

  StandardOutput(FileOutputStream file) {
    this.file = file;
  }

  /** Why something that was printed is lost; empty when nothing is, or nobody reads any more. */
  Optional<IOException> loss() {
    // A reader such as head closes the pipe when it has enough: that is no failure.
    return Optional.ofNullable(failure)
        .filter(reason -> !"Broken pipe".equals(reason.getMessage()));
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    try {
      file.write(octets, offset, length);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }
}
