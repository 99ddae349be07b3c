package dev.ghbilling;

import dev.ghbilling.spec.Operation;

/** What may be done with a request of which nobody knows whether it was carried out. */
enum Manner {
  /** It is sent again: it only reads. */
  READ,
  /** It is sent again: twice is as good as once. */
  REPEATABLE_WRITE,
  /** It is never sent again. */
  WRITE;

  static Manner of(Operation operation) {
    if (operation.method().equals("GET")) {
      return READ;
    }
    return operation.method().equals("DELETE") || operation.node().has("x-idempotent")
        ? REPEATABLE_WRITE
        : WRITE;
  }
}
