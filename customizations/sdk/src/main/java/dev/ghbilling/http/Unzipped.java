package dev.ghbilling.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * What was compressed with gzip, of one member or several; reads nothing before it is read. Its end
 * is that of the answer.
 */
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
      content = new GZIPInputStream(new Members(zipped), BUFFER);
    }
    int read = content.read(buffer, offset, length);
    if (read < 0) {
      requireEnd();
    }
    return read;
  }

  /** The decompressor takes a fault behind a member for its end; who reads on is told of it. */
  private void requireEnd() throws IOException {
    if (zipped.read() >= 0) {
      throw new ZipException("something else follows what is compressed");
    }
  }

  @Override
  public void close() throws IOException {
    if (content == null) {
      zipped.close();
    } else {
      content.close();
    }
  }

  /** The decompressor looks for a further member only where bytes are said to be at hand. */
  private static final class Members extends FilterInputStream {
    Members(InputStream zipped) {
      super(zipped);
    }

    @Override
    public int available() {
      return 1;
    }
  }
}
