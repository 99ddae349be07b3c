package dev.ghbilling.spec.bundle;

import java.nio.file.Path;
import java.util.List;

/** Thrown when the contract can't be bundled; the message has a line for each fault. */
public final class InvalidContractException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidContractException(Path contract, List<String> faults) {
    this(contract + " is not valid", faults);
  }

  InvalidContractException(String summary, List<String> faults) {
    super(summary + ":\n  " + String.join("\n  ", faults));
  }
}
