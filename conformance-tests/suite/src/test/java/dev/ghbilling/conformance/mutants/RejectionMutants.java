package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.CommandRun;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedRequest;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.HeaderValues;
import dev.ghbilling.conformance.internal.check.MalformedText;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.internal.run.Checks;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.SampleValues;
import dev.ghbilling.spec.SampleValues.Boundary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Mutants that accept invalid requests, or reject them in an undocumented way. */
final class RejectionMutants {
  private static final Set<String> INVALID = Set.of("no-such-slug", "no-such-sl%C3%BCg");

  private final Operation operation;
  private final Contract contract;
  private final SampleValues samples;
  private final List<Mutant> all = new ArrayList<>();

  private RejectionMutants(Checks checks, Operation operation) {
    this.operation = operation;
    this.contract = checks.contract();
    this.samples = new SampleValues(checks.contract());
  }

  static List<Mutant> of(Checks checks, Operation operation) {
    RejectionMutants mutants = new RejectionMutants(checks, operation);
    HeaderValues.of(operation).forEach(mutants::header);
    mutants.access(checks);
    mutants.path();
    operation.parameters(Parameter.Location.QUERY).forEach(mutants::query);
    mutants.body(checks);
    Backend backend = MethodSemantics.writes(operation) ? Backend.OWN : Backend.SHARED;
    return mutants.all.stream().map(mutant -> mutant.with(backend)).toList();
  }

  private void header(HeaderValues values) {
    String aspect = "header/%s/enum".formatted(values.name());
    accepts(
        aspect,
        request ->
            values.listed().contains(request.headers().get(values.name()))
                ? request
                : request.withoutHeader(values.name()));
    String last = values.listed().get(values.listed().size() - 1);
    if (!MethodSemantics.writes(operation)) {
      all.add(
          Mutant.of(
              operation.id() + "/" + aspect,
              "rejects " + last,
              (request, origin) ->
                  request.matches(operation) && last.equals(request.headers().get(values.name()))
                      ? ProxiedResponse.error(400)
                      : origin.send(request)));
    }
  }

  private void access(Checks checks) {
    accepts(
        "authentication",
        request -> request.withHeader("Authorization", "Bearer " + CommandRun.TOKEN));
    for (String bad : List.of("invalid", "malformed", "scheme", "cached")) {
      if (checks.all().stream()
          .noneMatch(check -> check.id().equals(operation.id() + "/authentication/" + bad))) {
        continue;
      }
      accepts(
          "authentication/" + bad,
          request -> request.withHeader("Authorization", "Bearer " + CommandRun.TOKEN));
    }
    all.add(
        Mutant.of(
            operation.id() + "/authentication/invalid",
            "a token that is nearly right, or wrong altogether",
            Middleware.rewritingRequests(operation, RejectionMutants::withNearlyRight)));
    corruptions()
        .forEach(
            (fault, corrupt) ->
                all.add(
                    Mutant.of(
                        operation.id() + "/errors",
                        fault,
                        Middleware.rewritingErrors(operation, corrupt))));
    all.add(
        Mutant.of(
            operation.id() + "/errors",
            "another status in the body",
            Middleware.rewritingErrors(
                operation, response -> response.editJson(body -> body.put("status", "299")))));
    if (operation.method().equals("GET")) {
      all.add(
          Mutant.of(
              operation.id() + "/authentication/head",
              "HEAD needs no token",
              (request, origin) ->
                  origin.send(
                      request.hasPathOf(operation) && request.method().equals("HEAD")
                          ? request.withHeader("Authorization", "Bearer " + CommandRun.TOKEN)
                          : request)));
    }
    accepts(
        "permission", request -> request.withHeader("Authorization", "Bearer " + CommandRun.TOKEN));
  }

  /** Repairs a token with a fault in one place, or one of the same length. */
  private static ProxiedRequest withNearlyRight(ProxiedRequest request) {
    String right = "Bearer " + CommandRun.TOKEN;
    String given = request.headers().getOrDefault("Authorization", "");
    return Math.abs(given.length() - right.length()) < 2
        ? request.withHeader("Authorization", right)
        : request;
  }

  private void path() {
    for (Parameter parameter : operation.parameters(Parameter.Location.PATH)) {
      String name = parameter.name();
      String known = samples.documented(operation, parameter).get(0);
      if (name.equals(CheckContext.scope(operation))) {
        accepts(
            "path/" + name,
            request ->
                request.pathValue(operation, name).filter(INVALID::contains).isPresent()
                    ? request.withPathValue(operation, name, known)
                    : request);
        continue;
      }
      Middleware repairing =
          (request, origin) -> {
            ProxiedResponse response = origin.send(request);
            return request.matches(operation) && response.status() / 100 == 4
                ? origin.send(request.withPathValue(operation, name, known))
                : response;
          };
      accepts("path/" + name, repairing);
      // An id that is like a numbered one may exist, so the check asks for another one.
      if (known.matches("[0-9a-fA-F-]{32,}")) {
        all.add(
            Mutant.of(
                operation.id() + "/path/" + name, "like a known id", likeKnown(operation, name)));
      }
      if (parameter.schema().has("format")) {
        accepts("path/" + name + "/format", repairing);
      }
    }
  }

  /** Takes an id for one that was shown before if it is nearly the same, or a pattern of it. */
  private static Middleware likeKnown(Operation operation, String name) {
    Set<String> shown = ConcurrentHashMap.newKeySet();
    return (request, origin) -> {
      ProxiedResponse response = origin.send(request);
      if (response.isSuccessful() && response.body().length > 0) {
        shown.addAll(response.json().findValuesAsText("id"));
        request.pathValue(operation, name).ifPresent(shown::add);
      }
      if (!request.matches(operation) || response.status() / 100 != 4) {
        return response;
      }
      String given = request.pathValue(operation, name).orElse("");
      for (String known : shown) {
        if (isNearly(given, known)) {
          response = origin.send(request.withPathValue(operation, name, known));
          if (response.isSuccessful()) {
            return response;
          }
        }
      }
      return response;
    };
  }

  private static boolean isNearly(String given, String known) {
    String start = known.substring(0, Math.max(0, known.length() - 1));
    return !given.equals(known)
        && (given.startsWith(start)
            || known.equals(
                given.replace("_", known.substring(known.length() / 2, known.length() / 2 + 1))));
  }

  private void query(Parameter parameter) {
    String name = parameter.name();
    if (parameter.required()) {
      String documented = parameter.texts(samples.of(parameter)).get(0);
      accepts(
          "query/" + name + "/required",
          request ->
              request.queryValue(name).isPresent() ? request : request.withQuery(name, documented));
    }
    MalformedText.of(contract, operation, parameter)
        .ifPresent(
            malformed -> {
              ignores("query/" + name + "/type", name, malformed);
              if (Character.isDigit(malformed.charAt(0))) {
                all.add(
                    Mutant.of(
                        operation.id() + "/query/" + name + "/type",
                        "the number at the beginning is read",
                        Middleware.rewritingRequests(
                            operation,
                            request ->
                                request
                                    .queryValue(name)
                                    .map(value -> value.replaceFirst("^(\\d+).*", "$1"))
                                    .map(value -> request.withQuery(name, value))
                                    .orElse(request))));
              }
            });
    if (parameter.schema().has("enum")) {
      ignores("query/" + name + "/enum", name, SampleValues.UNKNOWN_ID);
      for (JsonNode value : parameter.schema().path("enum")) {
        all.add(
            Mutant.of(
                operation.id() + "/query/" + name + "/enum",
                "rejects " + value,
                (request, origin) ->
                    request.matches(operation)
                            && request.queryValue(name).filter(value.asText()::equals).isPresent()
                        ? ProxiedResponse.error(400)
                        : origin.send(request)));
      }
    }
    for (Boundary boundary : samples.boundaries(parameter.schema())) {
      BigDecimal limit = boundary.allowed();
      boolean minimum = boundary.keyword().equals("minimum");
      accepts(
          "query/" + name + "/" + boundary.keyword(),
          request ->
              request
                  .queryValue(name)
                  .filter(value -> value.matches("-?[0-9]+"))
                  .map(BigDecimal::new)
                  .map(value -> minimum ? value.max(limit) : value.min(limit))
                  .map(value -> request.withQuery(name, value.toPlainString()))
                  .orElse(request));
    }
  }

  private void ignores(String aspect, String parameter, String value) {
    accepts(
        aspect,
        request ->
            request.queryValue(parameter).filter(value::equals).isPresent()
                ? request.withoutQuery(parameter)
                : request);
  }

  private void body(Checks checks) {
    operation
        .requestBody()
        .flatMap(Body::example)
        .ifPresent(
            example -> {
              checks.all().stream()
                  .map(Check::id)
                  .filter(id -> id.startsWith(operation.id() + "/body/"))
                  .filter(id -> !id.matches(".*/(error|pairs|characters|duplicate)"))
                  .map(id -> id.substring(operation.id().length() + 1))
                  .forEach(
                      aspect ->
                          accepts(
                              aspect, request -> request.withBody(kept(aspect, example.value()))));
            });
  }

  /** Returns a documented body; of an update, without the property that would break a rule. */
  private String kept(String aspect, JsonNode documented) {
    ObjectNode body = documented.deepCopy();
    boolean updates = operation.resource().filter(one -> one.does() == Action.UPDATE).isPresent();
    if (updates && aspect.startsWith("body/rule/")) {
      body.remove(aspect.split("/", -1)[2]);
    }
    return body.toString();
  }

  /** Repairs an invalid request so that it is accepted, and corrupts its error response. */
  private void accepts(String aspect, UnaryOperator<ProxiedRequest> repair) {
    accepts(aspect, Middleware.rewritingRequests(operation, repair));
  }

  private void accepts(String aspect, Middleware repairing) {
    all.add(Mutant.of(operation.id() + "/" + aspect, "accepted", repairing));
    all.add(
        Mutant.of(
            operation.id() + "/" + aspect,
            "rejected with HTTP 500",
            Middleware.rewritingErrors(operation, response -> response.withStatus(500))));
    corruptions()
        .forEach(
            (fault, corrupt) ->
                all.add(
                    Mutant.of(
                        operation.id() + "/" + aspect + "/error",
                        fault,
                        Middleware.rewritingErrors(operation, corrupt))));
  }

  private static Map<String, UnaryOperator<ProxiedResponse>> corruptions() {
    Map<String, UnaryOperator<ProxiedResponse>> corruptions = new LinkedHashMap<>();
    corruptions.put(
        "a page for people",
        response -> response.withHeader("Content-Type", "text/html").withBody("<h1>Error</h1>"));
    corruptions.put("no message", response -> response.editJson(body -> body.remove("message")));
    corruptions.put(
        "status as a number", response -> response.editJson(body -> body.put("status", 400)));
    corruptions.put(
        "a stack trace",
        response ->
            response.editJson(
                body -> body.put("message", "boom\n\tat com.acme.Billing.get(Billing.java:42)")));
    corruptions.put("empty body", response -> response.withBody(""));
    corruptions.put(
        "another content type",
        response -> response.withHeader("Content-Type", "application/octet-stream"));
    return corruptions;
  }
}
