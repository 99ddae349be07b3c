package dev.ghbilling.sandbox;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EofException;

/** The pauses of a server, all of which end with it. */
final class Pauses {
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * Waits, by the system's time.
   *
   * @throws IOException when the server is stopped meanwhile
   */
  void pause(Duration duration) throws IOException {
    try {
      if (ended.await(TimeUnit.NANOSECONDS.convert(duration), TimeUnit.NANOSECONDS)) {
        // Of a kind that Jetty makes no noise about.
        throw new EofException("the sandbox is closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the sandbox is closed");
    }
  }

  void end() {
    ended.countDown();
  }
}
