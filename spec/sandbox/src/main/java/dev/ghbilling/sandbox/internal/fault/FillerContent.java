package dev.ghbilling.sandbox.internal.fault;

import dev.ghbilling.sandbox.internal.http.Content;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A JSON document of a given length, an object with an array of zeros, generated while it is sent.
 *
 * @param bytes its length; {@link Long#MAX_VALUE} never ends
 */
public record FillerContent(long bytes) implements Content {
  private static final byte[] HEAD = "{\"filler\":[".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TAIL = "0]}".getBytes(StandardCharsets.US_ASCII);
  private static final int BLOCK_BYTES = 1 << 13;

  /** The shortest possible length, in bytes. */
  public static final int MIN_BYTES = HEAD.length + TAIL.length;

  /** {@inheritDoc} Unknown, so that no header warns a client. */
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
    long left = bytes - MIN_BYTES;
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
