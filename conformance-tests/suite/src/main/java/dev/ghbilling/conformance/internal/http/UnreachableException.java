package dev.ghbilling.conformance.internal.http;

import dev.ghbilling.conformance.internal.verdict.ExceptionText;
import java.net.URI;

/** Reports that no server responds at the base URL. */
public final class UnreachableException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreachableException(URI baseUrl, Throwable cause) {
    super("no server responds at " + baseUrl + ": " + ExceptionText.of(cause), cause);
  }
}
