package dev.ghbilling.spec.compare;

/** A document can't be compared; the message says why in one line. */
final class InvalidDocumentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidDocumentException(String message) {
    super(message);
  }

  InvalidDocumentException(String message, Throwable cause) {
    super(message, cause);
  }
}
