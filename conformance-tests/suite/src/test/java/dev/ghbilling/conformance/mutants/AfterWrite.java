package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedRequest;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.spec.Operation;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A middleware that changes what one operation shows once another one has succeeded. */
final class AfterWrite implements Middleware {
  private final Operation write;
  private final int times;
  private final Operation shown;
  private final Change change;
  private final AtomicInteger writes = new AtomicInteger();
  private volatile @Nullable Write last;

  /**
   * A write that succeeded.
   *
   * @param number how many have, with this one
   */
  record Write(ProxiedRequest request, ProxiedResponse response, int number) {}

  /** A change of a document that is shown after a write. */
  @FunctionalInterface
  interface Change {
    void apply(ObjectNode document, Write write);
  }

  /**
   * Creates a middleware.
   *
   * @param times how often the one has to succeed
   * @param shown the operation whose responses change
   */
  AfterWrite(Operation write, int times, Operation shown, Change change) {
    this.write = write;
    this.times = times;
    this.shown = shown;
    this.change = change;
  }

  @Override
  public ProxiedResponse handle(ProxiedRequest request, Origin origin) throws Exception {
    ProxiedResponse response = origin.send(request);
    if (request.matches(write) && response.isSuccessful()) {
      last = new Write(request, response, writes.incrementAndGet());
    }
    Write written = last;
    return written != null
            && written.number() >= times
            && request.matches(shown)
            && response.isSuccessful()
        ? response.editJson(document -> change.apply(document, written))
        : response;
  }
}
