package dev.ghbilling.pact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractResponse;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares a pact with the contract in both directions: what the pact contains but the contract
 * doesn't allow, and which documented responses the pact lacks.
 */
final class ContractCheck {
  private final Contract contract;
  private final List<String> findings = new ArrayList<>();

  private ContractCheck(Contract contract) {
    this.contract = contract;
  }

  /** Returns one message for each contradiction. */
  static List<String> findings(Contract contract, JsonNode pact) {
    ContractCheck check = new ContractCheck(contract);
    check.pact(pact);
    return List.copyOf(check.findings);
  }

  private void pact(JsonNode pact) {
    Set<String> missing = new LinkedHashSet<>();
    ExpectedResponse.all(contract).forEach(documented -> missing.add(documented.toString()));
    for (JsonNode interaction : pact.path("interactions")) {
      String id = interaction.at("/comments/references/openapi/operationId").asText();
      Optional<Operation> operation = contract.operation(id);
      if (operation.isEmpty()) {
        findings.add(
            "%s: the contract has no operation %s".formatted(interaction.path("description"), id));
        continue;
      }
      String pair = id + " " + interaction.at("/response/status").asInt();
      new Side(pair, interaction.path("request")).request(operation.get());
      new Side(pair, interaction.path("response")).response(operation.get());
      if (!missing.remove(pair)) {
        findings.add(pair + ": not documented, or a duplicate");
      }
    }
    missing.forEach(pair -> findings.add(pair + ": documented, but not in the pact"));
  }

  /** A request or response of an interaction. */
  private final class Side {
    private final String pair;
    private final JsonNode side;

    private Side(String pair, JsonNode side) {
      this.pair = pair;
      this.side = side;
    }

    private void request(Operation operation) {
      if (!side.path("method").asText().equals(operation.method())) {
        finding("method " + side.path("method").asText());
      }
      path(operation);
      for (Map.Entry<String, JsonNode> query : side.path("query").properties()) {
        parameter(operation, Parameter.Location.QUERY, query.getKey(), query.getValue());
      }
      for (Map.Entry<String, JsonNode> header : side.path("headers").properties()) {
        if (!isStandardHeader(operation, header.getKey())) {
          parameter(operation, Parameter.Location.HEADER, header.getKey(), header.getValue());
        }
      }
      for (Parameter parameter : operation.parameters()) {
        if (parameter.required()
            && parameter.in() == Parameter.Location.QUERY
            && !side.path("query").has(parameter.name())) {
          finding("the required parameter is missing: " + parameter.name());
        }
      }
      body("request", operation.requestBody(), operation.requestBodyRequired());
    }

    private void response(Operation operation) {
      ContractResponse response = operation.responses().get(side.path("status").asInt());
      if (response != null) {
        Set<String> headers = new LinkedHashSet<>(List.of("Content-Type"));
        operation
            .node()
            .at("/responses/%d/headers".formatted(response.status()))
            .fieldNames()
            .forEachRemaining(headers::add);
        side.path("headers")
            .fieldNames()
            .forEachRemaining(
                name -> {
                  if (!headers.contains(name)) {
                    finding("response header %s is not documented".formatted(name));
                  }
                });
        body("response", response.body(), response.body().isPresent());
      }
    }

    private void path(Operation operation) {
      String template = operation.path().replaceAll("\\{([a-z_]+)}", "([^/]+)");
      Matcher path = Pattern.compile(template).matcher(side.path("path").asText());
      if (!path.matches()) {
        finding("path " + side.path("path").asText());
        return;
      }
      Matcher names = Pattern.compile("\\{([a-z_]+)}").matcher(operation.path());
      for (int group = 1; names.find(); group++) {
        value(operation, Parameter.Location.PATH, names.group(1), path.group(group));
      }
    }

    private void parameter(
        Operation operation, Parameter.Location in, String name, JsonNode values) {
      if (in == Parameter.Location.HEADER) {
        // A pact has the values between the commas of a header one by one.
        value(
            operation,
            in,
            name,
            String.join(", ", values.valueStream().map(JsonNode::asText).toList()));
        return;
      }
      if (values.size() != 1) {
        finding("%d values of the parameter %s".formatted(values.size(), name));
      }
      values.forEach(value -> value(operation, in, name, value.asText()));
    }

    private void value(Operation operation, Parameter.Location in, String name, String text) {
      Optional<Parameter> parameter =
          operation.parameters(in).stream()
              .filter(
                  candidate ->
                      in == Parameter.Location.HEADER
                          ? candidate.name().equalsIgnoreCase(name)
                          : candidate.name().equals(name))
              .findFirst();
      if (parameter.isEmpty()) {
        finding("parameter %s is not documented".formatted(name));
        return;
      }
      contract
          .violations(parameter.get().schema(), parameter.get().parse(text))
          .forEach(violation -> finding("parameter %s: %s".formatted(name, violation)));
    }

    private void body(String where, Optional<Body> documented, boolean required) {
      JsonNode body = side.path("body");
      if (documented.isEmpty() || body.isMissingNode()) {
        if (required || !body.isMissingNode()) {
          finding(where + (required ? " without a body" : " with a body"));
        }
        return;
      }
      if (!body.path("contentType").asText().equals(documented.get().contentType())) {
        finding(where + " body of type " + body.path("contentType").asText());
      }
      JsonNode schema = documented.get().schema();
      contract
          .violations(schema, body.path("content"))
          .forEach(violation -> finding(where + " body " + violation));
      undocumented(where, schema, body.path("content"), "");
    }

    private void undocumented(String where, JsonNode reference, JsonNode value, String parent) {
      JsonNode schema = contract.resolve(reference);
      for (Map.Entry<String, JsonNode> property : value.properties()) {
        String pointer = parent + "/" + property.getKey();
        JsonNode inner = schema.path("properties").path(property.getKey());
        if (inner.isMissingNode()) {
          finding("%s body %s: not documented".formatted(where, pointer));
        } else {
          undocumented(where, inner, property.getValue(), pointer);
        }
      }
      for (int i = 0; value.isArray() && i < value.size(); i++) {
        undocumented(where, schema.path("items"), value.path(i), parent + "/" + i);
      }
    }

    private boolean isStandardHeader(Operation operation, String header) {
      return header.equalsIgnoreCase("Authorization")
          || (header.equalsIgnoreCase("Content-Type") && operation.requestBody().isPresent());
    }

    private void finding(String message) {
      findings.add(pair + ": " + message);
    }
  }
}
