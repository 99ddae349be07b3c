package dev.ghbilling;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call on another thread. When the future is completed in any other way, cancelling included, the
 * thread is interrupted, which ends the call.
 */
final class AsyncCall<T> extends CompletableFuture<T> {
  private final Supplier<T> call;
  private @Nullable Thread thread;
  private boolean abandoned;

  AsyncCall(Supplier<T> call) {
    this.call = call;
  }

  void startOn(Executor executor) {
    var unused = whenComplete((value, failure) -> abandon());
    try {
      executor.execute(this::run);
    } catch (RejectedExecutionException e) {
      completeExceptionally(e);
    }
  }

  private void run() {
    if (!begin()) {
      return;
    }
    T value;
    try {
      value = call.get();
    } catch (Throwable e) {
      end();
      completeExceptionally(e);
      return;
    }
    end();
    if (!complete(value)) {
      close(value);
    }
  }

  private synchronized boolean begin() {
    thread = Thread.currentThread();
    return !abandoned;
  }

  private synchronized void end() {
    thread = null;
    if (abandoned) {
      // The interrupt was meant for this call, not for the thread's next task.
      Thread.interrupted();
    }
  }

  private synchronized void abandon() {
    abandoned = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  private static void close(Object unwanted) {
    if (unwanted instanceof AutoCloseable open) {
      try {
        open.close();
      } catch (Exception alreadyDecided) {
        // The future has its outcome.
      }
    }
  }
}
