package dev.ghbilling.conformance.internal.http;

import dev.ghbilling.spec.Operation;

/** Derives from an operation's HTTP method what sending it does at the server. */
public final class MethodSemantics {
  private MethodSemantics() {}

  /** Tells whether an operation may change something at the server. */
  public static boolean writes(Operation operation) {
    return writes(operation.method());
  }

  /** Tells whether a second identical request has no further effect. */
  public static boolean isRepeatable(Operation operation) {
    return !operation.method().equals("POST") || operation.node().path("x-idempotent").asBoolean();
  }

  static boolean writes(String method) {
    return !(method.equals("GET") || method.equals("HEAD"));
  }
}
