package dev.ghbilling.conformance.internal.check;

import dev.ghbilling.spec.Operation;

/** A kind of promise that the contract makes for operations, such as pagination or bounds. */
@FunctionalInterface
public interface Aspect {
  /** Adds the checks of this aspect that the operation needs, if any. */
  void derive(Operation operation, Checklist checklist);
}
