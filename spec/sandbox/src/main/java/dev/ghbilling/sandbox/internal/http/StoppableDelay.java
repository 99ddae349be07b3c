package dev.ghbilling.sandbox.internal.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EofException;

/** A delay for any number of threads; stopping it ends all of them, also those to come. */
final class StoppableDelay {
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * Waits, by the system's time.
   *
   * @throws IOException when the server is stopped meanwhile
   */
  void await(Duration duration) throws IOException {
    try {
      if (stopped.await(TimeUnit.NANOSECONDS.convert(duration), TimeUnit.NANOSECONDS)) {
        // Jetty logs nothing for an exception of this type.
        throw new EofException("the sandbox is closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the sandbox is closed");
    }
  }

  void stop() {
    stopped.countDown();
  }
}
