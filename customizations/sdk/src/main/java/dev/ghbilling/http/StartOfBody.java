package dev.ghbilling.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Remembers the first kilobyte of what is read, to show what came when it can't be read. */
final class StartOfBody extends FilterInputStream {
  private static final int KILOBYTE = 1024;

  /** As long as what came at first, which as a rule is all. */
  private byte[] start = {};

  StartOfBody(InputStream body) {
    super(body);
  }

  String start() {
    return new String(start, StandardCharsets.UTF_8);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    int taken = Math.min(read, KILOBYTE - start.length);
    if (taken > 0) {
      start = Arrays.copyOf(start, start.length + taken);
      System.arraycopy(buffer, offset, start, start.length - taken, taken);
    }
    return read;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
