package dev.ghbilling.sandbox.internal.api;

import dev.ghbilling.sandbox.internal.http.HttpDate;
import dev.ghbilling.sandbox.internal.http.RequestHandler;
import dev.ghbilling.sandbox.internal.http.ResponseDecorator;
import dev.ghbilling.sandbox.internal.http.ServerRequest;
import dev.ghbilling.sandbox.internal.http.ServerResponse;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Parameter;
import java.time.Clock;
import java.util.UUID;

/** A decorator that adds the headers of every GitHub response, those of the rate limit included. */
public final class GitHubHeaders implements ResponseDecorator {
  private static final String VERSION = "X-GitHub-Api-Version";

  private final RateLimit limit;
  private final Clock clock;
  private final String defaultVersion;
  private final boolean examples;
  private final boolean anyToken;

  /**
   * Creates the decorator.
   *
   * @param clock the time in {@code Date}
   * @param examples whether the responses are the documented examples, which a header then says
   * @param anyToken whether any token is accepted, which a header then says
   */
  public GitHubHeaders(
      Contract contract, RateLimit limit, Clock clock, boolean examples, boolean anyToken) {
    this.examples = examples;
    this.anyToken = anyToken;
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
  public ServerResponse handle(ServerRequest request, RequestHandler next) {
    ServerResponse response = limit.count(() -> next.handle(request));
    if (examples) {
      response = response.withHeader("X-Ghbilling-Examples", "documented");
    }
    if (anyToken) {
      response = response.withHeader("X-Ghbilling-Tokens", "any");
    }
    return response
        .withHeader("Date", HttpDate.of(clock.instant()))
        .withHeader("X-GitHub-Request-Id", UUID.randomUUID().toString())
        .withHeader(
            "X-GitHub-Api-Version-Selected", request.header(VERSION).orElse(defaultVersion));
  }
}
