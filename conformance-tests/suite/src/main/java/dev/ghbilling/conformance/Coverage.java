package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractResponse;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Something that the contract documents, and whether a run exercised it.
 *
 * @param kind what it is
 * @param operationId the operation that it belongs to
 * @param name which it is
 * @param exercised whether it was exercised
 * @param reason why it wasn't; else empty
 */
record Coverage(Kind kind, String operationId, String name, boolean exercised, String reason) {
  /** Kinds of things that a contract documents. */
  enum Kind {
    OPERATION,
    STATUS,
    PARAMETER,
    BOUND,
    HEADER,
    PROPERTY,
    EXAMPLE;

    /** As reports spell it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static List<Coverage> of(
      Contract contract, ServerUnderTest target, List<Exchange> traffic, List<Result> results) {
    Map<String, Result> byId =
        results.stream().collect(Collectors.toMap(Result::id, result -> result, (a, b) -> a));
    List<Coverage> all = new ArrayList<>();
    for (Operation operation : contract.operations()) {
      List<Exchange> own =
          traffic.stream()
              .filter(exchange -> exchange.call().operation().id().equals(operation.id()))
              .toList();
      new OfOperation(contract, target, operation, own, byId, all).add();
    }
    return List.copyOf(all);
  }

  /** The coverage of one operation, added to all. */
  private record OfOperation(
      Contract contract,
      ServerUnderTest target,
      Operation operation,
      List<Exchange> traffic,
      Map<String, Result> results,
      List<Coverage> all) {

    void add() {
      add(
          Kind.OPERATION,
          operation.method() + " " + operation.path(),
          !replies().isEmpty(),
          notAsked());
      for (ContractResponse answer : operation.responses().values()) {
        add(
            Kind.STATUS,
            Integer.toString(answer.status()),
            seen(reply -> reply.status() == answer.status()),
            notProvoked(answer.status()));
        JsonNode headers =
            contract
                .resolve(operation.node().path("responses").path("" + answer.status()))
                .path("headers");
        for (Map.Entry<String, JsonNode> header : headers.properties()) {
          add(
              Kind.HEADER,
              answer.status() + " " + header.getKey(),
              seen(reply -> !reply.header(header.getKey()).isEmpty()),
              "no answer had it");
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
            !replies().isEmpty()
                && traffic.stream().anyMatch(exchange -> sent(parameter, exchange.call())),
            notAsked());
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
              example ->
                  add(
                      Kind.EXAMPLE,
                      example.file(),
                      traffic.stream()
                          .anyMatch(
                              exchange ->
                                  exchange
                                      .call()
                                      .body()
                                      .equals(Optional.of(example.value().toString()))),
                      notAsked()));
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
                  || result.outcome() == Outcome.KNOWN_FAILING);
      add(kind, name, exercised, result == null ? "no check looked at it" : result.message());
    }

    private void add(Kind kind, String name, boolean exercised, String reason) {
      all.add(new Coverage(kind, operation.id(), name, exercised, exercised ? "" : reason));
    }

    private List<Reply> replies() {
      return traffic.stream().flatMap(exchange -> exchange.reply().stream()).toList();
    }

    private boolean seen(Predicate<Reply> what) {
      return replies().stream().anyMatch(what);
    }

    private static boolean sent(Parameter parameter, Call call) {
      return switch (parameter.in()) {
        case PATH -> call.path().containsKey(parameter.name());
        case QUERY -> call.query().containsKey(parameter.name());
        case HEADER ->
            parameter.schema().has("default") || call.headers().containsKey(parameter.name());
        case COOKIE -> false;
      };
    }

    private String notAsked() {
      return Checks.writes(operation) && !target.allowsWrites()
          ? "the run may not write"
          : "nothing was sent that has it";
    }

    private String notProvoked(int status) {
      if (replies().isEmpty()) {
        return notAsked();
      }
      if (status >= 500) {
        return "only a server in trouble answers so, and nothing can put it there";
      }
      return switch (status) {
        case 403 ->
            target.outsiderToken().isPresent()
                ? "it was answered otherwise"
                : "no outsider's token was given";
        case 409 -> "no documented request leads to a conflict";
        default -> "no answer had it";
      };
    }
  }
}
