package dev.ghbilling.spec.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.SampleValues;
import java.util.ArrayList;
import java.util.List;

/**
 * The check that each parameter of a path has a value that the sandbox knows and the suite asks
 * for.
 */
final class PathValues {
  private PathValues() {}

  /** Returns a message for each parameter that has neither an example nor a list of its values. */
  static List<String> faults(JsonNode document) {
    Contract contract = Contract.of(document);
    SampleValues samples = new SampleValues(contract);
    List<String> faults = new ArrayList<>();
    for (Operation operation : contract.operations()) {
      for (Parameter parameter : operation.parameters(Parameter.Location.PATH)) {
        if (samples.documented(operation, parameter).isEmpty()) {
          faults.add(
              "/paths/%s: the parameter '%s' in the path of %s has no value; write its example, or"
                      .formatted(
                          operation.path().replace("/", "~1"), parameter.name(), operation.id())
                  + " the ids into the example of the operation that lists them");
        }
      }
    }
    return faults;
  }
}
