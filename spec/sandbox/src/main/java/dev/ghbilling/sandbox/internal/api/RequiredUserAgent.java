package dev.ghbilling.sandbox.internal.api;

import dev.ghbilling.sandbox.internal.http.ErrorResponseException;
import dev.ghbilling.sandbox.internal.http.RequestHandler;
import dev.ghbilling.sandbox.internal.http.ServerRequest;
import dev.ghbilling.sandbox.internal.http.ServerResponse;

/** A handler that refuses requests without {@code User-Agent}. */
public final class RequiredUserAgent implements RequestHandler {
  private final RequestHandler inner;

  /** Passes on to a handler what isn't refused. */
  public RequiredUserAgent(RequestHandler inner) {
    this.inner = inner;
  }

  @Override
  public ServerResponse handle(ServerRequest request) {
    if (request.header("User-Agent").orElse("").isBlank()) {
      return ErrorResponseException.of(
              403,
              "Request forbidden by administrative rules. Please make sure your request has a"
                  + " User-Agent header.")
          .response();
    }
    return inner.handle(request);
  }
}
