package dev.ghbilling.internal.json;

import dev.ghbilling.internal.transport.BodyStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A body that remembers its first kilobyte, to show what arrived when it can't be read. */
final class BodyStart extends BodyStream {
  private static final int KILOBYTE = 1024;

  /** Grows with each read; usually the first one brings the whole body. */
  private byte[] start = {};

  BodyStart(InputStream body) {
    super(body);
  }

  String start() {
    return new String(start, StandardCharsets.UTF_8);
  }

  @Override
  protected void onBytes(byte[] buffer, int offset, int count) {
    int taken = Math.min(count, KILOBYTE - start.length);
    if (taken > 0) {
      start = Arrays.copyOf(start, start.length + taken);
      System.arraycopy(buffer, offset, start, start.length - taken, taken);
    }
  }
}
