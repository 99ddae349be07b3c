package dev.ghbilling.spec.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.SampleValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The check that each parameter of a path has a value that the sandbox knows and the suite asks
 * for, and that an example of it is one that they have.
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
        unknown(contract, samples, operation, parameter).ifPresent(faults::add);
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

  /**
   * Returns a message if the example is none of the resources that a parameter of this name
   * identifies, so that the sandbox wouldn't find it.
   */
  private static Optional<String> unknown(
      Contract contract, SampleValues samples, Operation operation, Parameter parameter) {
    Set<String> known =
        contract.operations().stream()
            .filter(other -> scope(other).equals(scope(operation)))
            .filter(
                other ->
                    other
                        .resource()
                        .flatMap(ResourceOperation::parameter)
                        .equals(Optional.of(parameter.name())))
            .flatMap(
                other ->
                    other.parameters(Parameter.Location.PATH).stream()
                        .filter(one -> one.name().equals(parameter.name()))
                        .flatMap(
                            one ->
                                Stream.concat(
                                    samples.documented(other, one).stream(),
                                    samples.exemplified(other, one).stream())))
            .collect(Collectors.toSet());
    return parameter
        .example()
        .filter(example -> !known.isEmpty() && !known.contains(example))
        .map(
            example ->
                ("/paths/%s: the example '%s' of the parameter '%s' in the path of %s is none of the"
                        + " resources that the other operations with this parameter have; write one of"
                        + " theirs, or give the parameter another name, which isn't sent")
                    .formatted(
                        operation.path().replace("/", "~1"),
                        example,
                        parameter.name(),
                        operation.id()));
  }

  private static String scope(Operation operation) {
    return operation.path().substring(0, operation.path().indexOf('}') + 1);
  }
}
