package dev.ghbilling;

import dev.ghbilling.spec.Operation;

/** A kind of request by what a client may do when it is unclear whether it was carried out. */
enum Idempotency {
  /** A read, which is sent again. */
  READ,
  /** An idempotent write, which is sent again. */
  IDEMPOTENT_WRITE,
  /** Any other write, which is never sent again. */
  WRITE;

  static Idempotency of(Operation operation) {
    if (operation.method().equals("GET")) {
      return READ;
    }
    return operation.method().equals("DELETE") || operation.node().has("x-idempotent")
        ? IDEMPOTENT_WRITE
        : WRITE;
  }
}
