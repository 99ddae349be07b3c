package dev.ghbilling.conformance.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractResponse;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A record of whether a run exercised one item of the contract.
 *
 * @param kind the kind of item
 * @param operationId the operation that the item belongs to
 * @param name the item's name, for example {@code query year}
 * @param exercised whether the run exercised it
 * @param reason why it didn't; empty when it did
 */
public record Coverage(
    Kind kind, String operationId, String name, boolean exercised, String reason) {
  /** A kind of item that a contract documents. */
  public enum Kind {
    OPERATION,
    STATUS,
    PARAMETER,
    BOUND,
    HEADER,
    PROPERTY,
    EXAMPLE;

    /** Returns the spelling used in reports. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Computes the coverage of a run from its traffic and its results. */
  static List<Coverage> of(
      Contract contract,
      RunSettings settings,
      Map<String, OperationTraffic> traffic,
      List<Result> results) {
    Map<String, Result> byId =
        results.stream().collect(Collectors.toMap(Result::id, result -> result, (a, b) -> a));
    List<Coverage> all = new ArrayList<>();
    for (Operation operation : contract.operations()) {
      OperationTraffic own = Objects.requireNonNull(traffic.get(operation.id()));
      new OperationCoverage(contract, settings, operation, own, byId, all).add();
    }
    return List.copyOf(all);
  }

  /** A computation of one operation's coverage, which it adds to {@code all}. */
  private record OperationCoverage(
      Contract contract,
      RunSettings settings,
      Operation operation,
      OperationTraffic traffic,
      Map<String, Result> results,
      List<Coverage> all) {

    void add() {
      add(
          Kind.OPERATION,
          operation.method() + " " + operation.path(),
          traffic.hasResponse(),
          notSent());
      for (ContractResponse answer : operation.responses().values()) {
        add(
            Kind.STATUS,
            Integer.toString(answer.status()),
            traffic.hasStatus(answer.status()),
            notReturned(answer.status()));
        JsonNode headers =
            contract
                .resolve(operation.node().path("responses").path("" + answer.status()))
                .path("headers");
        for (Map.Entry<String, JsonNode> header : headers.properties()) {
          add(
              Kind.HEADER,
              answer.status() + " " + header.getKey(),
              traffic.hasHeader(header.getKey()),
              "no response had it");
        }
        answer
            .body()
            .flatMap(Body::example)
            .ifPresent(example -> result(Kind.EXAMPLE, example.file(), "example"));
      }
      for (Parameter parameter : operation.parameters()) {
        add(
            Kind.PARAMETER,
            parameter.in().name().toLowerCase(Locale.ROOT) + " " + parameter.name(),
            traffic.hasResponse() && traffic.hasSent(parameter),
            notSent());
        for (String bound : List.of("minimum", "maximum")) {
          if (parameter.in() == Parameter.Location.QUERY && parameter.schema().has(bound)) {
            result(
                Kind.BOUND,
                parameter.name() + " " + bound + " " + parameter.schema().path(bound),
                "query/" + parameter.name() + "/" + bound);
          }
        }
      }
      operation
          .requestBody()
          .flatMap(Body::example)
          .ifPresent(
              example -> add(Kind.EXAMPLE, example.file(), traffic.hasSentExample(), notSent()));
      String properties = operation.id() + "/property/";
      results.keySet().stream()
          .filter(id -> id.startsWith(properties))
          .sorted()
          .forEach(
              id ->
                  result(
                      Kind.PROPERTY,
                      id.substring(properties.length()),
                      id.substring(operation.id().length() + 1)));
    }

    private void result(Kind kind, String name, String aspect) {
      Result result = results.get(operation.id() + "/" + aspect);
      boolean exercised =
          result != null
              && (result.outcome() == Outcome.PASSED
                  || result.outcome() == Outcome.FAILED
                  || result.outcome() == Outcome.WARNED
                  || result.outcome() == Outcome.KNOWN_FAILING);
      add(kind, name, exercised, result == null ? "no selected check tests it" : result.message());
    }

    private void add(Kind kind, String name, boolean exercised, String reason) {
      all.add(new Coverage(kind, operation.id(), name, exercised, exercised ? "" : reason));
    }

    private String notSent() {
      return MethodSemantics.writes(operation) && !settings.allowWrites()
          ? "the run must not write without --allow-writes"
          : "no request used it";
    }

    private String notReturned(int status) {
      if (!traffic.hasResponse()) {
        return notSent();
      }
      if (status >= 500) {
        return "only a failing server responds like this, which no request can provoke";
      }
      return switch (status) {
        case 403 ->
            settings.server().outsiderToken().isPresent()
                ? "the server responds differently to an outsider's token"
                : "GITHUB_OUTSIDER_TOKEN is not set";
        case 409 -> "no documented request causes a conflict";
        default -> "no response had it";
      };
    }
  }
}
