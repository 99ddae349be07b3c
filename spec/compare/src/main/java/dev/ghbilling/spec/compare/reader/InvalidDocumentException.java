package dev.ghbilling.spec.compare.reader;

/** An exception for a document or list that can't be compared. The message gives the reason. */
public final class InvalidDocumentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidDocumentException(String message) {
    super(message);
  }

  public InvalidDocumentException(String message, Throwable cause) {
    super(message, cause);
  }
}
