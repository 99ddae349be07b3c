package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One run against one server. What several checks look at is asked for once, and what was sent is
 * remembered.
 */
final class Session {
  /** The path parameter whose value the person who runs the suite gives. */
  static final String ENTERPRISE = "enterprise";

  private final Contract contract;
  private final Server server;
  private final Map<String, Object> once = new HashMap<>();
  private final Map<String, Exchange> exchanges = new HashMap<>();
  private final Map<String, Verdict> unanswered = new HashMap<>();
  private final List<Exchange> traffic = new ArrayList<>();
  private final Map<Integer, Exchange> shown = new LinkedHashMap<>();

  Session(Contract contract, Server server) {
    this.contract = contract;
    this.server = server;
  }

  /** Something that is found out at most once in a run. */
  @FunctionalInterface
  interface Finding<T> {
    T find() throws InterruptedException;
  }

  Contract contract() {
    return contract;
  }

  ServerUnderTest target() {
    return server.target();
  }

  Manners manners() {
    return server.manners();
  }

  /** Everything that was sent so far. */
  List<Exchange> traffic() {
    return List.copyOf(traffic);
  }

  /** What was sent or looked at since this was asked before. */
  List<Exchange> takeShown() {
    List<Exchange> taken = List.copyOf(shown.values());
    shown.clear();
    return taken;
  }

  /** Sends a request, even if the same was sent before. */
  Reply send(Call call) throws InterruptedException {
    try {
      Reply reply = server.send(call);
      remember(call, Optional.of(reply), "");
      return reply;
    } catch (EndedEarly e) {
      remember(call, Optional.empty(), e.verdict().message());
      unanswered.put(call.key(), e.verdict());
      throw e;
    }
  }

  /** Opens an address without credentials. */
  Reply open(Call context, URI address) throws InterruptedException {
    return server.open(context, address);
  }

  private void remember(Call call, Optional<Reply> reply, String problem) {
    Exchange exchange = new Exchange(traffic.size(), call, reply, problem);
    traffic.add(exchange);
    exchanges.put(call.key(), exchange);
    show(exchange);
  }

  private void show(Exchange exchange) {
    shown.putIfAbsent(exchange.number(), exchange);
  }

  /** The answer to a request, which is sent unless the same one was sent before. */
  Reply answer(Call call) throws InterruptedException {
    Exchange before = exchanges.get(call.key());
    if (before == null) {
      return send(call);
    }
    show(before);
    return before
        .reply()
        .orElseThrow(() -> new EndedEarly(Objects.requireNonNull(unanswered.get(call.key()))));
  }

  /** What was found out under that name; found out now, unless it was before. */
  <T> T once(String name, Class<T> type, Finding<T> finding) throws InterruptedException {
    Object found = once.get(name);
    if (found == null) {
      try {
        found = finding.find();
      } catch (EndedEarly e) {
        found = e;
      }
      once.put(name, found);
    }
    if (found instanceof EndedEarly ended) {
      throw new EndedEarly(ended.verdict());
    }
    return type.cast(found);
  }

  /** The answer to the operation's usual request. */
  Reply usual(Operation operation) throws InterruptedException {
    Exchange usual =
        once(
            "usual " + operation.id(),
            Exchange.class,
            () -> {
              Call call = call(operation);
              answer(call);
              return Objects.requireNonNull(exchanges.get(call.key()));
            });
    show(usual);
    return usual.reply().orElseThrow();
  }

  /**
   * The usual answer.
   *
   * @throws EndedEarly failed, when it isn't the documented one
   */
  Reply accepted(Operation operation) throws InterruptedException {
    Reply reply = usual(operation);
    Expectation.successful(reply).orEnd();
    return reply;
  }

  /**
   * The operation's usual request: with the token, without query parameters, with the documented
   * body or the one that was given.
   *
   * @throws EndedEarly when a value that it needs isn't known
   */
  Call call(Operation operation) throws InterruptedException {
    return call(operation, Map.of());
  }

  /** The same, with values for some parameters of the path. */
  Call call(Operation operation, Map<String, String> values) throws InterruptedException {
    Map<String, String> path = new LinkedHashMap<>();
    for (Parameter parameter : operation.parameters(Parameter.Location.PATH)) {
      String known = values.get(parameter.name());
      path.put(parameter.name(), known == null ? value(operation, parameter) : known);
    }
    Optional<String> body =
        target()
            .body(operation.id())
            .or(
                () ->
                    operation
                        .requestBody()
                        .flatMap(Body::example)
                        .map(example -> example.value().toString()));
    if (body.isEmpty() && operation.requestBodyRequired()) {
      throw new EndedEarly(
          Verdict.couldNotRun("the contract has no example of the body that must be sent"));
    }
    return Call.usual(operation, path, body);
  }

  private String value(Operation operation, Parameter parameter) throws InterruptedException {
    if (parameter.name().equals(ENTERPRISE)) {
      return target().enterprise();
    }
    Optional<String> known =
        target().value(parameter.name()).or(() -> documented(operation, parameter));
    return known.isPresent() ? known.get() : ids(operation, parameter).get(0);
  }

  /** What the documents show, where no operation lists it: a sandbox of this machine has that. */
  private Optional<String> documented(Operation operation, Parameter parameter) {
    return contract.list(operation, parameter).isEmpty() && target().isLoopback()
        ? parameter.example()
        : Optional.empty();
  }

  /**
   * The ids of all that the collection lists, below which the path parameter stands.
   *
   * @throws EndedEarly when there are none
   */
  List<String> ids(Operation operation, Parameter parameter) throws InterruptedException {
    Operation list =
        contract
            .list(operation, parameter)
            .orElseThrow(
                () ->
                    new EndedEarly(
                        Verdict.couldNotRun(
                            "no operation lists values for {%1$s}; --value %1$s=... gives one"
                                .formatted(parameter.name()))));
    Reply reply = accepted(list);
    String message = "no value for {%s}: %s ".formatted(parameter.name(), list);
    List<String> ids = Contract.ids(reply.json());
    if (!ids.isEmpty()) {
      return ids;
    }
    for (JsonNode member : reply.json()) {
      if (member.isArray() && member.isEmpty()) {
        throw new EndedEarly(Verdict.notApplicable(message + "lists nothing"));
      }
    }
    throw new EndedEarly(Verdict.failed(list, "things that have an id", "none"));
  }
}
