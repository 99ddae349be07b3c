package dev.ghbilling.conformance.internal.check;

import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.SampleValues;
import java.util.List;
import java.util.Optional;

/**
 * A text that stands for no value of a query parameter: for a number a word, a number with letters
 * behind it, or a fraction, by the operation and the parameter.
 */
public final class MalformedText {
  private MalformedText() {}

  /** Returns the one for a parameter; empty if the parameter takes any text. */
  public static Optional<String> of(Contract contract, Operation operation, Parameter parameter) {
    SampleValues samples = new SampleValues(contract);
    Optional<String> malformed = samples.malformed(parameter);
    if (!SampleValues.type(parameter.schema()).equals("integer")) {
      return malformed;
    }
    String number = samples.of(parameter).asText();
    return malformed.map(
        word ->
            OperationSample.form(
                operation, parameter, List.of(word, number + "abc", number + ".5")));
  }
}
