package dev.ghbilling.http;

import java.io.IOException;

/** Sends a request, or does its part and leaves the rest to the next one. */
@FunctionalInterface
interface Sender {
  /**
   * The answer, whatever its status.
   *
   * @throws IOException when there is none
   */
  ApiAnswer send(ApiRequest request) throws IOException;
}
