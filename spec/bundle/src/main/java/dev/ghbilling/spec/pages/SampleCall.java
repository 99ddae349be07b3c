package dev.ghbilling.spec.pages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.SampleValues;
import java.util.List;
import java.util.Optional;

/**
 * A sample call of an operation, with the required parameters and those optional ones for which the
 * contract has an example.
 *
 * @param contract the contract that has the operation and its schemas
 * @param operation the operation to call
 * @param path the values in the path, in the order of the contract
 * @param query the values in the query, in the order of the contract
 * @param body the request's body: its documented example, or else one with the required properties
 */
record SampleCall(
    Contract contract,
    Operation operation,
    List<Argument> path,
    List<Argument> query,
    Optional<JsonNode> body) {

  /** A parameter and the value that a sample gives it. */
  record Argument(Parameter parameter, JsonNode value) {
    /** Returns the value as it stands in a path, before encoding. */
    String text() {
      return value.asText();
    }

    /** Returns the values as they stand in a query, before encoding. */
    List<String> texts() {
      return parameter.texts(value);
    }
  }

  static SampleCall of(Contract contract, Operation operation) {
    SampleValues values = new SampleValues(contract);
    return new SampleCall(
        contract,
        operation,
        arguments(values, operation, Parameter.Location.PATH),
        arguments(values, operation, Parameter.Location.QUERY),
        operation.requestBody().map(values::of));
  }

  private static List<Argument> arguments(
      SampleValues values, Operation operation, Parameter.Location in) {
    return operation.parameters(in).stream()
        .filter(parameter -> parameter.required() || parameter.node().has("example"))
        .map(parameter -> new Argument(parameter, values.of(parameter)))
        .toList();
  }

  /** Returns the URL of the contract's first server. */
  String server() {
    return contract.document().at("/servers/0/url").asText();
  }

  /** Returns the name that generators give to the type of the request's body. */
  String bodyModel() {
    JsonNode schema = operation.requestBody().orElseThrow().schema();
    return schema.has("$ref")
        ? Names.lastSegment(schema.get("$ref").asText())
        : Names.pascalCase(operation.id()) + "Request";
  }

  /** Returns the path and query of the request, with the values in their places. */
  String pathAndQuery() {
    String filled = operation.path();
    for (Argument argument : path) {
      filled =
          filled.replace("{" + argument.parameter().name() + "}", Uri.encoded(argument.text()));
    }
    StringBuilder address = new StringBuilder(filled);
    char separator = '?';
    for (Argument argument : query) {
      for (String text : argument.texts()) {
        address
            .append(separator)
            .append(Uri.encoded(argument.parameter().name()))
            .append('=')
            .append(Uri.encoded(text));
        separator = '&';
      }
    }
    return address.toString();
  }
}
