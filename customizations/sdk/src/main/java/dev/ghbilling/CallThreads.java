package dev.ghbilling;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of asynchronous calls where the application gives no executor. All are daemons. */
final class CallThreads {
  private static final int MOST = 64;
  private static final int IDLE_SECONDS = 10;

  private CallThreads() {}

  /** Returns the executor of all clients, which starts no thread before the first call. */
  static Executor executor() {
    return Holder.EXECUTOR;
  }

  private static final class Holder {
    private static final Executor EXECUTOR = virtualOrDaemons();
  }

  private static Executor virtualOrDaemons() {
    try {
      // JDK 21 and later; this is compiled for 17.
      return (Executor) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException earlierJdk) {
      return daemons();
    }
  }

  static ThreadPoolExecutor daemons() {
    ThreadFactory plain = Executors.defaultThreadFactory();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            MOST,
            MOST,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = plain.newThread(task);
              thread.setName("ghbilling-call");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
