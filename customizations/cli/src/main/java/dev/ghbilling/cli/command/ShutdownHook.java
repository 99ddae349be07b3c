package dev.ghbilling.cli.command;

/** What is done when the process is asked to end, as by Ctrl-C, while some work is going on. */
final class ShutdownHook implements AutoCloseable {
  private final Thread hook;

  private ShutdownHook(Thread hook) {
    this.hook = hook;
  }

  /** Begins to watch. */
  static ShutdownHook of(Runnable action) {
    ShutdownHook watch = new ShutdownHook(new Thread(action, "shutdown"));
    Runtime.getRuntime().addShutdownHook(watch.hook);
    return watch;
  }

  /** Ends it with the work. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook runs, and ends by itself.
    }
  }
}
