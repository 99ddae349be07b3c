package dev.ghbilling.error;

import org.jspecify.annotations.Nullable;

/** Thrown for 409: another export is in progress. GitHub prepares one per enterprise at a time. */
public final class ExportInProgressException extends ConflictException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String exportId;

  /**
   * Creates the exception.
   *
   * @param exportId the export in progress, or null when it isn't listed
   */
  public ExportInProgressException(ConflictException conflict, @Nullable String exportId) {
    super(
        conflict.response(),
        "; %s is in progress: request this one when that is completed"
            .formatted(exportId == null ? "another export" : "export " + exportId));
    this.exportId = exportId;
  }

  /** Returns the id of the export in progress, or null when it isn't listed. */
  public @Nullable String exportId() {
    return exportId;
  }
}
