package dev.ghbilling.sandbox;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Lets so many bytes pass, and then stops who writes. */
final class CutOutput extends FilterOutputStream {
  private long left;

  /** All bytes that may pass have passed. */
  static final class FullException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  CutOutput(OutputStream out, long bytes) {
    super(out);
    this.left = bytes;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

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
