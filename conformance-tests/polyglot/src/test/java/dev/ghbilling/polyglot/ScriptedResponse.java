package dev.ghbilling.polyglot;

import dev.ghbilling.sandbox.Fault;

/**
 * A response for the sandbox to send byte for byte.
 *
 * @param status the HTTP status
 * @param contentType the media type; empty for none
 * @param text the body
 */
record ScriptedResponse(int status, String contentType, String text) {
  private static final String JSON = "application/json; charset=utf-8";

  static ScriptedResponse json(int status, String text) {
    return new ScriptedResponse(status, JSON, text);
  }

  Fault fault() {
    return Fault.body(status, contentType, text);
  }
}
