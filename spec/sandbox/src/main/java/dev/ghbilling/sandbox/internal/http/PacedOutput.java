package dev.ghbilling.sandbox.internal.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A stream that sends small pieces with a pause between them. */
final class PacedOutput extends FilterOutputStream {
  private final Delivery.Pace pace;
  private final StoppableDelay delay;
  private int inPiece;

  PacedOutput(OutputStream out, Delivery.Pace pace, StoppableDelay delay) {
    super(out);
    this.pace = pace;
    this.delay = delay;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    int at = from;
    int end = from + length;
    while (at < end) {
      if (inPiece == pace.bytes()) {
        out.flush();
        delay.await(pace.pause());
        inPiece = 0;
      }
      int now = Math.min(end - at, pace.bytes() - inPiece);
      out.write(bytes, at, now);
      inPiece += now;
      at += now;
    }
  }
}
