package dev.ghbilling.sandbox.internal.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A stream that passes on a number of bytes, and then fails. */
public final class TruncatedOutput extends FilterOutputStream {
  private long left;

  /** Signals that all bytes have passed that may. */
  public static final class FullException extends IOException {
    private static final long serialVersionUID = 1L;

    private FullException() {}
  }

  /** Passes on so many bytes. */
  public TruncatedOutput(OutputStream out, long bytes) {
    super(out);
    this.left = bytes;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /**
   * {@inheritDoc}
   *
   * @throws FullException when not all of the bytes may pass; those that may have been written
   */
  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    int now = (int) Math.min(left, length);
    out.write(bytes, from, now);
    left -= now;
    if (now < length) {
      throw new FullException();
    }
  }
}
