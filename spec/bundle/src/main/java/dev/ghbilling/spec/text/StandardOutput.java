package dev.ghbilling.spec.text;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The process's stdout. Keeps the first failure, which a {@link java.io.PrintWriter} hides. */
final class StandardOutput extends OutputStream {
  private final OutputStream file;
  private @Nullable IOException firstFailure;

  StandardOutput(OutputStream file) {
    this.file = file;
  }

  /** Returns the first failed write, unless the reader closed the pipe. */
  Optional<IOException> failure() {
    // A reader such as head closes the pipe when it has read enough, which is not a failure.
    return Optional.ofNullable(firstFailure)
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
      firstFailure = firstFailure == null ? e : firstFailure;
      throw e;
    }
  }
}
