package dev.ghbilling.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a file of an export can't be downloaded or stored. An incomplete file never has the
 * final name.
 */
public final class DownloadException extends GitHubBillingException {
  private static final long serialVersionUID = 1L;

  private final String exportId;
  private final int part;
  private final int status;

  /**
   * Creates the exception.
   *
   * @param part the number of the file, from 1
   * @param status the host's HTTP status, or 0 when the failure isn't about a status
   */
  public DownloadException(
      String exportId, int part, int status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exportId = exportId;
    this.part = part;
    this.status = status;
  }

  /** Returns the id of the file's export. */
  public String exportId() {
    return exportId;
  }

  /** Returns the number of the file, from 1. */
  public int part() {
    return part;
  }

  /** Returns the host's HTTP status, or 0 when the failure isn't about a status. */
  public int status() {
    return status;
  }
}
