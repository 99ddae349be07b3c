package dev.ghbilling.conformance.internal.http;

import dev.ghbilling.conformance.internal.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;

/**
 * Reads a body into memory, up to {@link #MAX_BYTES}, and until a deadline: the timeout of the
 * JDK's requests ends with the headers of the response.
 */
final class BoundedBodySubscriber implements BodySubscriber<byte[]> {
  static final int MAX_BYTES = 64 << 20;

  private final long deadline;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private volatile Subscription subscription = new Nothing();

  private BoundedBodySubscriber(Duration timeout) {
    this.deadline = System.nanoTime() + timeout.toNanos();
  }

  /**
   * Returns a subscriber that fails when the body exceeds {@link #MAX_BYTES}.
   *
   * @param timeout how long the exchange may take, from now
   */
  static BoundedBodySubscriber complete(Duration timeout) {
    return new BoundedBodySubscriber(timeout);
  }

  /** Reports a body larger than {@link #MAX_BYTES}. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  static Verdict tooLarge(OperationRequest request) {
    return Verdict.couldNotRun(
        "%s: the body is larger than %d MiB, the most that the suite reads"
            .formatted(request, MAX_BYTES >> 20));
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body.orTimeout(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)
        .whenComplete(
            (bytes, failure) -> {
              if (failure != null) {
                subscription.cancel();
              }
            });
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] part = new byte[buffer.remaining()];
      buffer.get(part);
      bytes.write(part, 0, Math.min(part.length, MAX_BYTES - bytes.size()));
      if (bytes.size() >= MAX_BYTES) {
        subscription.cancel();
        body.completeExceptionally(new TooLargeException());
        return;
      }
    }
  }

  @Override
  public void onError(Throwable cause) {
    body.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    body.complete(bytes.toByteArray());
  }

  private static final class Nothing implements Subscription {
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  }
}
