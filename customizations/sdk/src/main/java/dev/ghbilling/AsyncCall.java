package dev.ghbilling;

import dev.ghbilling.http.Cancellation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** A call on another thread, which ends when the future is completed in any other way. */
final class AsyncCall<T> extends CompletableFuture<T> {
  private final Supplier<T> call;
  private final Cancellation cancellation;

  AsyncCall(Supplier<T> call, Cancellation cancellation) {
    this.call = call;
    this.cancellation = cancellation;
  }

  void startOn(Executor executor) {
    var unused = whenComplete((value, failure) -> cancellation.cancel());
    try {
      executor.execute(this::run);
    } catch (RejectedExecutionException e) {
      completeExceptionally(e);
    }
  }

  private void run() {
    if (isDone()) {
      return;
    }
    T value;
    try {
      value = cancellation.during(call);
    } catch (Throwable e) {
      completeExceptionally(e);
      return;
    }
    if (!complete(value)) {
      close(value);
    }
  }

  private static void close(Object abandoned) {
    if (abandoned instanceof AutoCloseable open) {
      try {
        open.close();
      } catch (Exception nobodyWaits) {
        // The future has its outcome already.
      }
    }
  }
}
