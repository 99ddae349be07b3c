package dev.ghbilling.polyglot;

import dev.ghbilling.sandbox.Fault;

/**
 * A response for the sandbox to send byte for byte.
 *
 * @param status the HTTP status
 * @param contentType the media type; empty for none
 * @param text the body
 */
record VectorResponse(int status, String contentType, String text) {
  private static final String JSON = "application/json; charset=utf-8";

  static VectorResponse json(int status, String text) {
    return new VectorResponse(status, JSON, text);
  }

  Fault fault() {
    return Fault.body(status, contentType, text);
  }
}
