package dev.ghbilling.sandbox;

import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Parameter;
import java.time.Clock;
import java.util.UUID;

/** Puts the headers that GitHub sends with each answer around the API. */
final class GitHubHeaders implements Responder {
  private static final String VERSION = "X-GitHub-Api-Version";

  private final Responder inner;
  private final RateLimit limit;
  private final Clock clock;
  private final String defaultVersion;

  GitHubHeaders(Responder inner, Contract contract, Clock clock) {
    this.inner = inner;
    this.limit = new RateLimit(clock);
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
  public Reply answer(Request request) {
    return limit
        .count(inner.answer(request))
        .with("Date", HttpDate.of(clock.instant()))
        .with("X-GitHub-Request-Id", UUID.randomUUID().toString())
        .with("X-GitHub-Api-Version-Selected", request.header(VERSION).orElse(defaultVersion));
  }
}
