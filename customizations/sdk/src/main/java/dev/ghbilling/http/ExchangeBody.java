package dev.ghbilling.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as it arrives. Its end gives the connection back. Whoever closes it before
 * waits a moment for an end that is near, and else has the connection cut.
 */
final class ExchangeBody extends FilterInputStream {
  private static final int NEAR = 16 * 1024;
  private static final Duration MOMENT = Duration.ofMillis(100);

  private final Exchange exchange;
  private volatile boolean over;
  private volatile @Nullable IOException fault;

  ExchangeBody(InputStream body, Exchange exchange) {
    super(body);
    this.exchange = exchange;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (!over) {
      int read = readOn(buffer, offset, length);
      if (read >= 0) {
        return read;
      }
    }
    IOException known = fault;
    if (known != null) {
      // Or who reads on after a fault would take it for the end.
      throw new IOException(known.getMessage(), known);
    }
    return -1;
  }

  private int readOn(byte[] buffer, int offset, int length) throws IOException {
    try {
      Exchange.requireNoInterrupt();
      int read = super.read(buffer, offset, length);
      if (read < 0) {
        over = true;
        exchange.end();
      }
      return read;
    } catch (IOException e) {
      fault = exchange.failed(e);
      over = true;
      throw fault;
    }
  }

  @Override
  public long skip(long count) throws IOException {
    return count <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(count, NEAR)]));
  }

  @Override
  public int available() throws IOException {
    return over ? 0 : super.available();
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() {
    if (over) {
      return;
    }
    // Another thread that reads meanwhile must not take the end that comes now for its own.
    fault = new IOException("closed before its end");
    try {
      exchange.hurry(MOMENT);
      for (int left = NEAR; left > 0 && !over; ) {
        left -= Math.max(0, readOn(new byte[left], 0, left));
      }
    } catch (IOException nobodyReadsOn) {
      // It has ended by that.
    }
    if (!over) {
      over = true;
      exchange.abandon();
    }
  }
}
