package dev.ghbilling.http;

/** Which operation of the contract a generated method is for: it is named after it. */
final class Operation {
  private Operation() {}

  static String of(String method) {
    return method.replaceFirst("(WithHttpInfo|Stream)$", "");
  }
}
