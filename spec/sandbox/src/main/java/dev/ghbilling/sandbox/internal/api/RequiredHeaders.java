package dev.ghbilling.sandbox.internal.api;

import dev.ghbilling.sandbox.internal.http.ErrorResponseException;
import dev.ghbilling.sandbox.internal.http.RequestHandler;
import dev.ghbilling.sandbox.internal.http.ServerRequest;
import dev.ghbilling.sandbox.internal.http.ServerResponse;
import java.util.Set;

/** A handler that refuses requests without {@code User-Agent} or of an unknown API version. */
public final class RequiredHeaders implements RequestHandler {
  private static final Set<String> VERSIONS = Set.of("2022-11-28", "2026-03-10");

  private final RequestHandler inner;

  /** Passes on to a handler what isn't refused. */
  public RequiredHeaders(RequestHandler inner) {
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
    String version = request.header("X-GitHub-Api-Version").orElse("");
    if (!version.isEmpty() && !VERSIONS.contains(version)) {
      return ErrorResponseException.of(400, "The API version \"" + version + "\" is not supported.")
          .response();
    }
    return inner.handle(request);
  }
}
