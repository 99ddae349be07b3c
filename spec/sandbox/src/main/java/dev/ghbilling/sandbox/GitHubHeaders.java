package dev.ghbilling.sandbox;

import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Parameter;
import java.time.Clock;
import java.util.UUID;

/** Puts the headers that GitHub sends with each answer around the API, and counts the requests. */
final class GitHubHeaders implements Frame {
  private static final String VERSION = "X-GitHub-Api-Version";

  private final RateLimit limit;
  private final Clock clock;
  private final String defaultVersion;
  private final boolean examples;

  /**
   * The headers.
   *
   * @param clock what time {@code Date} tells
   * @param examples whether the answers are the documented examples, which a header then says
   */
  GitHubHeaders(Contract contract, RateLimit limit, Clock clock, boolean examples) {
    this.examples = examples;
    this.limit = limit;
    this.clock = clock;
    this.defaultVersion =
        contract.operations().stream()
            .flatMap(operation -> operation.parameters(Parameter.Location.HEADER).stream())
            .filter(parameter -> parameter.name().equalsIgnoreCase(VERSION))
            .map(parameter -> parameter.schema().path("default").asText())
            .findFirst()
            .orElse("");
  }

  @Override
  public Reply answer(Request request, Responder inner) {
    Reply reply = limit.count(() -> inner.answer(request));
    return (examples ? reply.with("X-Ghbilling-Examples", "documented") : reply)
        .with("Date", HttpDate.of(clock.instant()))
        .with("X-GitHub-Request-Id", UUID.randomUUID().toString())
        .with("X-GitHub-Api-Version-Selected", request.header(VERSION).orElse(defaultVersion));
  }
}
