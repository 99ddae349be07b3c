package dev.ghbilling.sandbox;

import java.util.Set;

/** Insists on what GitHub insists on: a user agent, and a version of the API that there is. */
final class ObservedManners implements Responder {
  private static final Set<String> VERSIONS = Set.of("2022-11-28", "2026-03-10");

  private final Responder inner;

  ObservedManners(Responder inner) {
    this.inner = inner;
  }

  @Override
  public Reply answer(Request request) {
    if (request.header("User-Agent").orElse("").isBlank()) {
      return Refusal.of(
              403,
              "Request forbidden by administrative rules. Please make sure your request has a"
                  + " User-Agent header.")
          .reply();
    }
    String version = request.header("X-GitHub-Api-Version").orElse("");
    if (!version.isEmpty() && !VERSIONS.contains(version)) {
      return Refusal.of(400, "The API version \"" + version + "\" is not supported.").reply();
    }
    return inner.answer(request);
  }
}
