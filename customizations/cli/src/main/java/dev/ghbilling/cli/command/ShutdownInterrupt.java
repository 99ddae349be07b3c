package dev.ghbilling.cli.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts a thread when the process is asked to end, as by Ctrl-C, and lets it print what became
 * of its work before the process ends.
 */
final class ShutdownInterrupt implements AutoCloseable {
  private static final int SECONDS_TO_PRINT = 5;

  private final CountDownLatch printed = new CountDownLatch(1);
  private final ShutdownHook hook;

  private ShutdownInterrupt(Thread worker) {
    this.hook = ShutdownHook.of(() -> interrupt(worker));
  }

  /** Begins to interrupt this thread when the process is asked to end. */
  static ShutdownInterrupt ofThisThread() {
    return new ShutdownInterrupt(Thread.currentThread());
  }

  private void interrupt(Thread worker) {
    worker.interrupt();
    try {
      printed.await(SECONDS_TO_PRINT, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells that everything is printed. */
  @Override
  public void close() {
    printed.countDown();
    hook.close();
  }
}
