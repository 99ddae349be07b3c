package dev.ghbilling.error;

import org.jspecify.annotations.Nullable;

/** 409: another export is in progress, and GitHub prepares one at a time for an enterprise. */
public final class ExportInProgressException extends ConflictException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String exportId;

  /**
   * Creates the exception.
   *
   * @param exportId the export in progress, or null when the list doesn't show it
   */
  public ExportInProgressException(ConflictException conflict, @Nullable String exportId) {
    super(
        conflict.response(),
        "; %s is in progress: request this one when that is completed"
            .formatted(exportId == null ? "another export" : "export " + exportId));
    this.exportId = exportId;
  }

  /** Returns the id of the export in progress, or null when the list doesn't show it. */
  public @Nullable String exportId() {
    return exportId;
  }
}
