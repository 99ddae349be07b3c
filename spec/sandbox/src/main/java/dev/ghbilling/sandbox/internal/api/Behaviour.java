package dev.ghbilling.sandbox.internal.api;

import dev.ghbilling.sandbox.internal.http.ErrorResponseException;
import dev.ghbilling.sandbox.internal.http.ServerResponse;

/** The behaviour of one operation or of several. */
@FunctionalInterface
public interface Behaviour {
  /**
   * Responds to a request that the contract allows.
   *
   * @throws ErrorResponseException when the sandbox's state doesn't allow it
   */
  ServerResponse respond(ValidRequest request);
}
