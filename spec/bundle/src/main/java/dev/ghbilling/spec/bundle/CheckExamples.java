package dev.ghbilling.spec.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractResponse;
import dev.ghbilling.spec.Example;
import dev.ghbilling.spec.Operation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that validates every documented example against its schema, and so the examples and
 * defaults of parameters and schemas.
 */
public final class CheckExamples {
  private CheckExamples() {}

  /**
   * Validates the examples of the contract on the class path.
   *
   * @param args the path of the contract, for messages
   * @throws InvalidContractException naming file, JSON pointer and reason of each contradiction
   */
  public static void main(String[] args) {
    List<String> faults = faults(Contract.bundled());
    if (!faults.isEmpty()) {
      throw new InvalidContractException(Path.of(args[0]).normalize(), faults);
    }
  }

  static List<String> faults(Contract contract) {
    List<String> faults = new ArrayList<>();
    for (Operation operation : contract.operations()) {
      operation.requestBody().ifPresent(body -> check(contract, body, faults));
      for (ContractResponse response : operation.responses().values()) {
        response.body().ifPresent(body -> check(contract, body, faults));
      }
    }
    Place.in(contract.document()).forEach(place -> check(contract, place, faults));
    return faults;
  }

  private static void check(Contract contract, Place place, List<String> faults) {
    JsonNode schema =
        switch (place.kind()) {
          case PARAMETER, HEADER -> place.node().path("schema");
          case SCHEMA -> place.node();
          default -> MissingNode.getInstance();
        };
    for (String keyword : List.of("example", "default")) {
      JsonNode value = place.node().path(keyword);
      if (!schema.isMissingNode() && !value.isMissingNode()) {
        contract
            .violations(schema, value)
            .forEach(
                violation ->
                    faults.add(
                        "%s/%s: %s %s; write a value that its schema allows"
                            .formatted(place.pointer(), keyword, value, violation.reason())));
      }
    }
  }

  private static void check(Contract contract, Body body, List<String> faults) {
    for (Example example : body.examples()) {
      contract
          .violations(body.schema(), example.value())
          .forEach(
              violation ->
                  faults.add(
                      "%s %s; if the example is GitHub's, change the schema"
                          .formatted(example.file(), violation)));
    }
  }
}
