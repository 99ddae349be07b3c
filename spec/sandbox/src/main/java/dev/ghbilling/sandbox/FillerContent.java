package dev.ghbilling.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An object with an array of zeros, as long as wanted; made while it is sent.
 *
 * @param bytes how long it is; {@link Long#MAX_VALUE} is for ever
 */
record FillerContent(long bytes) implements Content {
  private static final byte[] HEAD = "{\"filler\":[".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TAIL = "0]}".getBytes(StandardCharsets.US_ASCII);
  private static final int BLOCK_BYTES = 1 << 13;

  /** The shortest there is. */
  static final int LEAST = HEAD.length + TAIL.length;

  /** Unknown, so that nobody is warned. */
  @Override
  public long length() {
    return UNKNOWN;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    byte[] block = new byte[BLOCK_BYTES];
    for (int i = 0; i < block.length; i += 2) {
      block[i] = '0';
      block[i + 1] = ',';
    }
    out.write(HEAD);
    long left = bytes - LEAST;
    while (left > 1) {
      int now = (int) Math.min(block.length, left - left % 2);
      out.write(block, 0, now);
      left = bytes == Long.MAX_VALUE ? left : left - now;
    }
    byte[] padding = new byte[(int) left];
    Arrays.fill(padding, (byte) ' ');
    out.write(padding);
    out.write(TAIL);
  }
}
