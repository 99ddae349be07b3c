package dev.ghbilling.conformance;

import dev.ghbilling.conformance.Mutant.Setting;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.SampleValues;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Servers that let pass what has to be refused, or refuse it in another way than documented. */
final class RefusalMutants {
  private final Operation operation;
  private final List<Mutant> all = new ArrayList<>();

  private RefusalMutants(Operation operation) {
    this.operation = operation;
  }

  static List<Mutant> of(Contract contract, Operation operation) {
    RefusalMutants mutants = new RefusalMutants(operation);
    mutants.access();
    mutants.path(contract);
    operation.parameters(Parameter.Location.QUERY).forEach(mutants::query);
    mutants.body(contract);
    Setting setting = Checks.writes(operation) ? Setting.OWN : Setting.SHARED;
    return mutants.all.stream().map(mutant -> mutant.with(setting)).toList();
  }

  private void access() {
    lets("authentication", asked -> asked.withHeader("Authorization", "Bearer " + Suite.TOKEN));
    lets("permission", asked -> asked.withHeader("Authorization", "Bearer " + Suite.TOKEN));
  }

  private void path(Contract contract) {
    for (Parameter parameter : operation.parameters(Parameter.Location.PATH)) {
      String name = parameter.name();
      String known =
          name.equals(Session.ENTERPRISE)
              ? "octo-enterprise"
              : new SampleValues(contract).documented(operation, parameter).get(0);
      UnaryOperator<Asked> mend = asked -> asked.withPathValue(operation, name, known);
      lets("path/" + name, mend);
      if (parameter.schema().has("format")) {
        lets("path/" + name + "/format", mend);
      }
    }
  }

  private void query(Parameter parameter) {
    if (!parameter.schema().path("type").asText().equals("integer")) {
      return;
    }
    String name = parameter.name();
    lets(
        "query/" + name + "/type",
        asked ->
            asked.queryValue(name).filter(value -> !value.matches("-?[0-9]+")).isPresent()
                ? asked.withoutQuery(name)
                : asked);
    for (String bound : List.of("minimum", "maximum")) {
      if (parameter.schema().has(bound)) {
        BigInteger limit = parameter.schema().path(bound).bigIntegerValue();
        lets(
            "query/" + name + "/" + bound,
            asked ->
                asked
                    .queryValue(name)
                    .filter(value -> value.matches("-?[0-9]+"))
                    .map(BigInteger::new)
                    .map(value -> bound.equals("minimum") ? value.max(limit) : value.min(limit))
                    .map(value -> asked.withQuery(name, value.toString()))
                    .orElse(asked));
      }
    }
  }

  private void body(Contract contract) {
    operation
        .requestBody()
        .flatMap(Body::example)
        .ifPresent(
            example -> {
              String documented = example.value().toString();
              Checks.of(contract).stream()
                  .map(Check::id)
                  .filter(id -> id.startsWith(operation.id() + "/body/") && !id.endsWith("/error"))
                  .map(id -> id.substring(operation.id().length() + 1))
                  .forEach(aspect -> lets(aspect, asked -> asked.withBody(documented)));
            });
  }

  /** Lets a faulty request pass by mending it, and spoils its refusal in several ways. */
  private void lets(String aspect, UnaryOperator<Asked> mend) {
    all.add(Mutant.of(operation.id() + "/" + aspect, "let pass", Way.asking(operation, mend)));
    all.add(
        Mutant.of(
            operation.id() + "/" + aspect,
            "refused with HTTP 500",
            Way.refusing(operation, sent -> sent.withStatus(500))));
    spoiled()
        .forEach(
            (fault, spoil) ->
                all.add(
                    Mutant.of(
                        operation.id() + "/" + aspect + "/error",
                        fault,
                        Way.refusing(operation, spoil))));
  }

  private static Map<String, UnaryOperator<Sent>> spoiled() {
    Map<String, UnaryOperator<Sent>> spoiled = new LinkedHashMap<>();
    spoiled.put(
        "a page for people",
        sent -> sent.withHeader("Content-Type", "text/html").withBody("<h1>Error</h1>"));
    spoiled.put("no message", sent -> sent.changing(body -> body.remove("message")));
    spoiled.put("status as a number", sent -> sent.changing(body -> body.put("status", 400)));
    spoiled.put(
        "a stack trace",
        sent ->
            sent.changing(
                body -> body.put("message", "boom\n\tat com.acme.Billing.get(Billing.java:42)")));
    spoiled.put("empty body", sent -> sent.withBody(""));
    spoiled.put(
        "another content type",
        sent -> sent.withHeader("Content-Type", "application/octet-stream"));
    return spoiled;
  }
}
