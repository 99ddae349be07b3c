package dev.ghbilling.spec.bundle;

import java.nio.file.Path;
import java.util.List;

/** The contract can't be packed; the message has one line for each fault. */
public final class InvalidContractException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidContractException(Path contract, List<String> faults) {
    super(contract + " is not valid:\n  " + String.join("\n  ", faults));
  }
}
