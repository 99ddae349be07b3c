package dev.ghbilling.conformance;

import dev.ghbilling.spec.Operation;

/** Something that the contract says of operations, and that a server can be held against. */
@FunctionalInterface
interface Aspect {
  /** Adds the checks of the operation, if it has the aspect. */
  void derive(Operation operation, Checklist checklist);
}
