package dev.ghbilling.spec.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A program that checks whether the contract has everything that hand-written code uses, before
 * that code is compiled. Its messages name what is missing as the contract names it.
 *
 * <p>A line of the list of uses is one of {@code operation ID}, {@code parameter ID.NAME}, {@code
 * schema SCHEMA}, {@code property SCHEMA.NAME} and {@code value SCHEMA.VALUE}.
 */
public final class CheckUses {
  private CheckUses() {}

  /**
   * Checks a list against the contract on the class path.
   *
   * @param args the path of the contract, for messages, and the path of the list
   * @throws InvalidContractException with a line for each use that the contract lacks
   */
  public static void main(String[] args) throws IOException {
    Path contract = Path.of(args[0]).normalize();
    Path list = Path.of(args[1]).normalize();
    String user =
        contract.resolve("../..").normalize().relativize(list.resolve("..").normalize()).toString();
    List<String> missing = missing(Contract.bundled(), Files.readAllLines(list));
    if (!missing.isEmpty()) {
      throw new InvalidContractException(
          "hand-written code uses what the contract lacks; change the code, then renew its list as"
              + " described in CONTRIBUTING.md",
          missing.stream()
              .map(
                  use ->
                      "%s uses %s, which spec/%s no longer has"
                          .formatted(user, use, contract.getFileName()))
              .toList());
    }
  }

  /** Returns the lines whose subject the contract doesn't have. */
  static List<String> missing(Contract contract, List<String> uses) {
    return uses.stream().filter(use -> !has(contract, use)).toList();
  }

  private static boolean has(Contract contract, String use) {
    String[] parts = use.split("[ .]", 3);
    if (parts.length != (use.startsWith("operation ") || use.startsWith("schema ") ? 2 : 3)) {
      throw new IllegalArgumentException(
          "a line must be a kind of use and a name of the contract, was " + use);
    }
    JsonNode schema = contract.document().at("/components/schemas/" + parts[1]);
    return switch (parts[0]) {
      case "operation" -> contract.operation(parts[1]).isPresent();
      case "parameter" ->
          contract.operation(parts[1]).map(Operation::parameters).stream()
              .flatMap(List::stream)
              .anyMatch(parameter -> parameter.name().equals(parts[2]));
      case "schema" -> !schema.isMissingNode();
      case "property" -> schema.path("properties").has(parts[2]);
      case "value" ->
          schema.findValues("enum").stream()
              .flatMap(values -> StreamSupport.stream(values.spliterator(), false))
              .anyMatch(value -> value.asText().equals(parts[2]));
      default ->
          throw new IllegalArgumentException(
              "the kind must be operation, parameter, schema, property or value, was " + use);
    };
  }
}
