package dev.ghbilling.error;

/** An export failed, or was not ready in the time allowed; it can be looked up again by its id. */
public final class ExportException extends GitHubBillingException {
  private static final long serialVersionUID = 1L;

  private final String exportId;

  public ExportException(String exportId, String message) {
    super(message, null);
    this.exportId = exportId;
  }

  /** The export that this is about. */
  public String exportId() {
    return exportId;
  }
}
