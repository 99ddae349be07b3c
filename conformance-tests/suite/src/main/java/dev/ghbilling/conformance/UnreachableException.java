package dev.ghbilling.conformance;

import java.net.URI;

/** Nothing answers at the base URL. */
final class UnreachableException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreachableException(URI baseUrl, Throwable cause) {
    super("nothing answers at " + baseUrl + ": " + Reason.of(cause), cause);
  }
}
