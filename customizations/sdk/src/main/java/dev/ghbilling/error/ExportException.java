package dev.ghbilling.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when an export fails, isn't completed in time, or isn't the one that was asked for. Its id
 * finds it again.
 */
public final class ExportException extends GitHubBillingException {
  private static final long serialVersionUID = 1L;

  private final String exportId;

  /** Creates the exception without a cause. */
  public ExportException(String exportId, String message) {
    this(exportId, message, null);
  }

  /**
   * Creates the exception.
   *
   * @param cause the failure of the last poll, or null when that poll succeeded
   */
  public ExportException(String exportId, String message, @Nullable GitHubBillingException cause) {
    super(message, cause);
    this.exportId = exportId;
  }

  /** Returns the export's id. */
  public String exportId() {
    return exportId;
  }
}
