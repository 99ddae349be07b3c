package dev.ghbilling.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Takes a body into memory: one that isn't larger than the suite looks at, or a beginning. */
final class BoundedBody implements BodySubscriber<byte[]> {
  static final int MAX_BYTES = 64 << 20;

  private final int most;
  private final boolean beginning;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private Subscription subscription = new Nothing();

  private BoundedBody(int most, boolean beginning) {
    this.most = most;
    this.beginning = beginning;
  }

  static BoundedBody whole() {
    return new BoundedBody(MAX_BYTES, false);
  }

  /** So many bytes, after which the connection is closed. */
  static BoundedBody beginning(int bytes) {
    return new BoundedBody(bytes, true);
  }

  /** The body is too large. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  static Verdict tooLarge(Object call) {
    return Verdict.couldNotRun(
        "%s: the body has more than %d MiB".formatted(call, MAX_BYTES >> 20));
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
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
      bytes.write(part, 0, Math.min(part.length, most - bytes.size()));
      if (bytes.size() >= most) {
        subscription.cancel();
        if (beginning) {
          body.complete(bytes.toByteArray());
        } else {
          body.completeExceptionally(new TooLargeException());
        }
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
