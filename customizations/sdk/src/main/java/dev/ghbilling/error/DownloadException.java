package dev.ghbilling.error;

import org.jspecify.annotations.Nullable;

/** A file of an export could not be fetched or kept; nothing half stands under its final name. */
public final class DownloadException extends GitHubBillingException {
  private static final long serialVersionUID = 1L;

  private final String exportId;
  private final int part;
  private final int status;

  /**
   * A file that was not downloaded.
   *
   * @param part the file, from 1
   * @param status what the host answered, or 0 when that is not why
   */
  public DownloadException(
      String exportId, int part, int status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exportId = exportId;
    this.part = part;
    this.status = status;
  }

  /** The export that the file is of. */
  public String exportId() {
    return exportId;
  }

  /** Which file of the export it is, from 1. */
  public int part() {
    return part;
  }

  /** The HTTP status that the host answered, or 0 when that is not why. */
  public int status() {
    return status;
  }
}
