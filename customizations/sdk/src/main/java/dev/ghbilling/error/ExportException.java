package dev.ghbilling.error;

import org.jspecify.annotations.Nullable;

/** An export failed, or was not ready in the time allowed; it can be looked up again by its id. */
public final class ExportException extends GitHubBillingException {
  private static final long serialVersionUID = 1L;

  private final String exportId;

  public ExportException(String exportId, String message) {
    this(exportId, message, null);
  }

  /**
   * An export that is not ready.
   *
   * @param cause what the last question for it ended with, if it brought no answer
   */
  public ExportException(String exportId, String message, @Nullable GitHubBillingException cause) {
    super(message, cause);
    this.exportId = exportId;
  }

  /** The export that this is about. */
  public String exportId() {
    return exportId;
  }
}
