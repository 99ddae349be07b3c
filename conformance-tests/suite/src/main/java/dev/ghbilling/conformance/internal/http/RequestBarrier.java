package dev.ghbilling.conformance.internal.http;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A barrier for requests: the body of each is held back until the headers of all were sent, so that
 * a server gets the bodies at the same time, however long connecting takes.
 */
final class RequestBarrier {
  /** How long a body waits for requests that can't be sent. */
  private static final int MAX_SECONDS = 1;

  private final AtomicInteger missing;
  private final CompletableFuture<Void> complete = new CompletableFuture<>();

  RequestBarrier(int requests) {
    missing = new AtomicInteger(requests);
  }

  /** Returns the publisher of a request's body. */
  BodyPublisher publisher(Optional<String> body) {
    if (body.isEmpty()) {
      arrive();
      return BodyPublishers.noBody();
    }
    BodyPublisher published = BodyPublishers.ofString(body.get());
    return BodyPublishers.fromPublisher(
        subscriber -> {
          arrive();
          CompletableFuture<Void> unused = complete.thenRun(() -> published.subscribe(subscriber));
        },
        published.contentLength());
  }

  private void arrive() {
    if (missing.decrementAndGet() <= 0) {
      complete.complete(null);
    } else {
      complete.completeOnTimeout(null, MAX_SECONDS, TimeUnit.SECONDS);
    }
  }
}
