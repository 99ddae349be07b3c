package dev.ghbilling.http;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Remembers the first kilobyte of what is read, to show what came when it can't be read. */
final class StartOfBody extends FilterInputStream {
  private static final int KILOBYTE = 1024;

  private final ByteArrayOutputStream start = new ByteArrayOutputStream();

  StartOfBody(InputStream body) {
    super(body);
  }

  String start() {
    return start.toString(StandardCharsets.UTF_8);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    int room = KILOBYTE - start.size();
    if (read > 0 && room > 0) {
      start.write(buffer, offset, Math.min(read, room));
    }
    return read;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
