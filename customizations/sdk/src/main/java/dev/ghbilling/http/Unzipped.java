package dev.ghbilling.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** What was compressed with gzip; reads nothing before it is read. */
final class Unzipped extends InputStream {
  private static final int BUFFER = 8 * 1024;

  private final InputStream zipped;
  private @Nullable InputStream content;

  Unzipped(InputStream zipped) {
    this.zipped = zipped;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (content == null) {
      content = new GZIPInputStream(zipped, BUFFER);
    }
    int read = content.read(buffer, offset, length);
    if (read < 0) {
      // What follows is the end of the answer, or doesn't belong to it.
      zipped.close();
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    if (content == null) {
      zipped.close();
    } else {
      content.close();
    }
  }
}
