package dev.ghbilling.conformance.mutants;

import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedRequest;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.internal.run.Checks;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Mutants that reject what HTTP allows, or accept undocumented methods. */
final class HttpMutants {
  private static final Set<String> UNDOCUMENTED_METHODS = Set.of("PATCH", "PUT");

  private HttpMutants() {}

  static List<Mutant> of(Checks checks, Operation operation) {
    List<Mutant> all = new ArrayList<>();
    String slash = operation.id() + "/path/slash";
    if (checks.all().stream().anyMatch(check -> check.id().equals(slash))) {
      all.add(
          Mutant.of(
              slash,
              "decodes before it routes",
              (request, origin) ->
                  origin.send(request.withPath(request.path().replace("%2F", "/")))));
    }
    String id = operation.id();
    if (MethodSemantics.isRepeatable(operation)) {
      all.add(
          rejecting(
              operation,
              "header/case",
              "requires the scheme spelled Bearer",
              401,
              request -> request.headers().getOrDefault("Authorization", "").startsWith("bearer")));
      all.add(
          rejecting(
              operation,
              "path/encoded",
              "doesn't decode a letter",
              404,
              request -> request.path().contains("%")));
      for (Parameter parameter : operation.parameters(Parameter.Location.PATH)) {
        String known = parameter.example().orElse("");
        if (parameter.node().path("x-ignores-case").asBoolean()) {
          all.add(
              rejecting(
                  operation,
                  "path/%s/case".formatted(parameter.name()),
                  "404 for another case",
                  404,
                  request ->
                      request
                          .pathValue(operation, parameter.name())
                          .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8))
                          .filter(value -> !value.equals(known) && value.equalsIgnoreCase(known))
                          .isPresent()));
        }
      }
    }
    if (operation.requestBody().isPresent()) {
      all.add(
          rejecting(
              operation,
              "header/content-type",
              "rejects a parameter of the media type",
              415,
              request -> request.headers().getOrDefault("Content-Type", "").contains(";")));
      all.add(
          rejecting(
              operation,
              "header/content-type",
              "rejects a media type in capitals",
              415,
              request -> request.headers().getOrDefault("Content-Type", "").contains("JSON")));
    }
    if (operation.method().equals("GET") || operation.requestBody().isPresent()) {
      all.add(
          rejecting(
              operation,
              "header/accept",
              "takes no range of subtypes",
              406,
              request -> request.headers().getOrDefault("Accept", "").contains("application/*")));
      all.add(
          rejecting(
              operation,
              "header/accept",
              "takes no weights",
              406,
              request -> request.headers().getOrDefault("Accept", "").contains(";q=")));
    }
    all.add(
        Mutant.of(
            id + "/method",
            "accepts any method",
            (request, origin) ->
                request.hasPathOf(operation) && UNDOCUMENTED_METHODS.contains(request.method())
                    ? ProxiedResponse.json(200, "{}")
                    : origin.send(request)));
    all.add(
        Mutant.of(
            id + "/method",
            "405 without Allow",
            (request, origin) -> origin.send(request).withoutHeader("Allow")));
    all.add(
        Mutant.of(
            id + "/method",
            "405 whose Allow lists the method",
            (request, origin) -> {
              ProxiedResponse response = origin.send(request);
              return response.status() == 405
                  ? response.withHeader("Allow", "GET, POST, DELETE, PUT, PATCH")
                  : response;
            }));
    for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
      if (parameter.example().isPresent()) {
        all.add(
            rejecting(
                operation,
                "query/" + parameter.name() + "/example",
                "rejects the documented example",
                400,
                request -> request.queryValue(parameter.name()).isPresent()));
      }
    }
    if (operation.method().equals("GET")) {
      all.add(
          rejecting(
              operation,
              "header/accept",
              "takes no range of all types",
              406,
              request -> request.headers().getOrDefault("Accept", "").contains("*/*")));
      all.add(
          rejecting(
              operation,
              "query/unknown",
              "rejects an unknown parameter",
              400,
              request -> request.query().contains("unknown")));
      all.add(
          rejecting(
              operation,
              "header/accept-encoding",
              "rejects gzip",
              406,
              request -> request.headers().getOrDefault("Accept-Encoding", "").contains("gzip")));
      all.add(
          Mutant.of(
              id + "/header/accept-encoding",
              "gzip for whoever names it",
              (request, origin) ->
                  request.headers().getOrDefault("Accept-Encoding", "").contains("gzip")
                      ? origin.send(request.withoutHeader("Accept-Encoding")).gzipped()
                      : origin.send(request)));
      all.add(
          Mutant.of(
              id + "/header/method-override",
              "a GET is a HEAD",
              (request, origin) ->
                  request.headers().containsKey("X-HTTP-Method-Override")
                      ? origin.send(request).withBody("")
                      : origin.send(request)));
      if (checks.all().stream()
          .anyMatch(check -> check.id().equals(id + "/header/forwarded-host"))) {
        all.add(
            Mutant.of(
                    id + "/header/forwarded-host",
                    "links to the forwarded host",
                    (request, origin) -> {
                      ProxiedResponse response = origin.send(request);
                      String host = request.headers().getOrDefault("X-Forwarded-Host", "");
                      return host.isEmpty() || response.header("Link").isEmpty()
                          ? response
                          : response.withHeader(
                              "Link",
                              response.header("Link").get().replaceAll("//[^/]+", "//" + host));
                    })
                .with(Backend.MANY_PAGES));
      }
      all.add(
          Mutant.of(
              id + "/head",
              "another length",
              (request, origin) ->
                  request.hasPathOf(operation) && request.method().equals("HEAD")
                      ? origin.send(request).withHeader("Content-Length", "7")
                      : origin.send(request)));
      all.add(
          Mutant.of(
              id + "/head",
              "another ETag",
              (request, origin) ->
                  request.hasPathOf(operation) && request.method().equals("HEAD")
                      ? origin.send(request).withHeader("ETag", "\"other\"")
                      : origin.send(request)));
      all.add(
          Mutant.of(
              id + "/conditional",
              "reads one tag only, none of a list, and not any",
              Middleware.rewritingRequests(
                  operation,
                  request ->
                      request.headers().getOrDefault("If-None-Match", "").matches("\\*|.*,.*")
                          ? request.withoutHeader("If-None-Match")
                          : request)));
      AtomicInteger responses = new AtomicInteger();
      all.add(
          tagging(
              operation,
              "one tag for other bytes",
              "\"1\"",
              response ->
                  response.withBody(
                      new String(response.body(), StandardCharsets.UTF_8)
                          + " ".repeat(responses.incrementAndGet()))));
      if (operation
          .success()
          .body()
          .flatMap(Body::example)
          .filter(one -> one.value().isObject())
          .isPresent()) {
        all.add(
            tagging(
                operation,
                "one weak tag for another document",
                "W/\"1\"",
                response -> response.editJson(body -> body.put("x", responses.incrementAndGet()))));
      }
      all.add(head(operation, "fails", 500));
      all.add(head(operation, "not found", 404));
      all.add(
          rejecting(
              operation,
              "conditional",
              "fails on If-None-Match",
              500,
              request -> request.headers().containsKey("If-None-Match")));
      all.add(
          Mutant.of(
              id + "/conditional",
              "304 for any tag",
              (request, origin) ->
                  request.matches(operation) && request.headers().containsKey("If-None-Match")
                      ? new ProxiedResponse(
                          304, Map.of(), new byte[0], ProxiedResponse.Ending.COMPLETE)
                      : origin.send(request)));
      all.add(
          Mutant.of(
              id + "/conditional",
              "sends an unchanged body again",
              (request, origin) -> {
                return origin.send(
                    request.matches(operation) ? request.withoutHeader("If-None-Match") : request);
              }));
    }
    Backend backend = MethodSemantics.writes(operation) ? Backend.OWN : Backend.SHARED;
    return all.stream()
        .map(mutant -> mutant.backend() == Backend.MANY_PAGES ? mutant : mutant.with(backend))
        .toList();
  }

  private static Mutant tagging(
      Operation operation, String fault, String tag, UnaryOperator<ProxiedResponse> change) {
    return Mutant.of(
        operation.id() + "/conditional/tags",
        fault,
        (request, origin) -> {
          ProxiedResponse response = origin.send(request);
          return request.matches(operation) && response.isSuccessful()
              ? change.apply(response).withHeader("ETag", tag)
              : response;
        });
  }

  private static Mutant head(Operation operation, String fault, int status) {
    return Mutant.of(
        operation.id() + "/head",
        fault,
        (request, origin) ->
            request.hasPathOf(operation) && request.method().equals("HEAD")
                ? ProxiedResponse.error(status)
                : origin.send(request));
  }

  private static Mutant rejecting(
      Operation operation,
      String aspect,
      String fault,
      int status,
      Predicate<ProxiedRequest> condition) {
    return Mutant.of(
        operation.id() + "/" + aspect,
        fault,
        (request, origin) ->
            request.matches(operation) && condition.test(request)
                ? ProxiedResponse.error(status)
                : origin.send(request));
  }
}
