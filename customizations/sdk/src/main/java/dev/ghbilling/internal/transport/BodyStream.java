package dev.ghbilling.internal.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A response body with callbacks for its bytes, its end and its failure. */
public abstract class BodyStream extends FilterInputStream {
  /** Wraps the body. */
  protected BodyStream(InputStream body) {
    super(body);
  }

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read;
    try {
      read = super.read(buffer, offset, length);
    } catch (IOException e) {
      onFailure(e);
      throw e;
    }
    if (read < 0) {
      onEnd();
    } else {
      onBytes(buffer, offset, read);
    }
    return read;
  }

  /** Called with the bytes that were read. */
  protected void onBytes(byte[] buffer, int offset, int count) {}

  /** Called when the end was reached; more than once when the caller reads on. */
  protected void onEnd() throws IOException {}

  /** Called when reading failed. */
  protected void onFailure(IOException failure) {}

  @Override
  public final long skip(long count) throws IOException {
    byte[] skipped = new byte[(int) Math.max(0, Math.min(count, 8192))];
    return skipped.length == 0 ? 0 : Math.max(0, read(skipped, 0, skipped.length));
  }

  @Override
  public final boolean markSupported() {
    return false;
  }
}
