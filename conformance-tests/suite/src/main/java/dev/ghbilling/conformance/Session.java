package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One run against one server. Each operation's usual request is sent once, whatever the number of
 * checks that look at its answer.
 */
final class Session {
  /** The path parameter whose value the person who runs the suite gives. */
  static final String ENTERPRISE = "enterprise";

  private static final String ID = "id";

  private final Contract contract;
  private final Server server;
  private final String enterprise;
  private final Map<String, Reply> replies = new HashMap<>();
  private final Map<String, Verdict> ended = new HashMap<>();

  Session(Contract contract, Server server, String enterprise) {
    this.contract = contract;
    this.server = server;
    this.enterprise = enterprise;
  }

  Contract contract() {
    return contract;
  }

  /** A verdict that may be shown. */
  Verdict redacted(Verdict verdict) {
    return new Verdict(verdict.outcome(), server.redacted(verdict.message()));
  }

  /** Sends a request. */
  Reply send(Call call) throws InterruptedException {
    return server.send(call);
  }

  /** The answer to the operation's usual request. */
  Reply usual(Operation operation) throws InterruptedException {
    Verdict before = ended.get(operation.id());
    if (before != null) {
      throw new EndedEarly(before);
    }
    Reply reply = replies.get(operation.id());
    if (reply == null) {
      try {
        reply = send(call(operation));
      } catch (EndedEarly e) {
        ended.put(operation.id(), e.verdict());
        throw e;
      }
      replies.put(operation.id(), reply);
    }
    return reply;
  }

  /**
   * The operation's usual request: with the token, without query parameters, with the documented
   * body.
   *
   * @throws EndedEarly when a value that it needs isn't known
   */
  Call call(Operation operation) throws InterruptedException {
    Map<String, String> path = new LinkedHashMap<>();
    for (Parameter parameter : operation.parameters(Parameter.Location.PATH)) {
      path.put(
          parameter.name(),
          parameter.name().equals(ENTERPRISE) ? enterprise : knownId(operation, parameter));
    }
    Optional<JsonNode> body =
        operation.requestBody().flatMap(Body::example).map(example -> example.value());
    if (body.isEmpty() && operation.requestBodyRequired()) {
      throw new EndedEarly(
          Verdict.couldNotRun("the contract has no example of the body that must be sent"));
    }
    return new Call(operation, path, Map.of(), body, true);
  }

  /** The id of the first thing that the collection lists, below which the parameter stands. */
  private String knownId(Operation operation, Parameter parameter) throws InterruptedException {
    int place = operation.path().indexOf("/{" + parameter.name() + "}");
    String collection = operation.path().substring(0, place);
    Operation list =
        contract.operations().stream()
            .filter(other -> other.method().equals("GET") && other.path().equals(collection))
            .findFirst()
            .orElseThrow(
                () ->
                    new EndedEarly(
                        Verdict.couldNotRun(
                            "no operation lists values for {" + parameter.name() + "}")));
    Reply reply = usual(list);
    if (!reply.successful()) {
      throw new EndedEarly(
          Verdict.couldNotRun(
              "no value for {%s}: %s was answered HTTP %d"
                  .formatted(parameter.name(), list, reply.status())));
    }
    String message = "no value for {%s}: %s ".formatted(parameter.name(), list);
    for (JsonNode member : reply.json()) {
      if (member.isArray() && member.isEmpty()) {
        throw new EndedEarly(Verdict.notApplicable(message + "lists nothing"));
      }
      if (member.isArray() && member.path(0).path(ID).isTextual()) {
        return member.path(0).path(ID).asText();
      }
    }
    throw new EndedEarly(Verdict.couldNotRun(message + "lists nothing that has an id"));
  }
}
