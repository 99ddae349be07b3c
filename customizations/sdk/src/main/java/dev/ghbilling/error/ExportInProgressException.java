package dev.ghbilling.error;

import java.util.Optional;

/** 409: another export is being prepared, and GitHub prepares one at a time for an enterprise. */
public final class ExportInProgressException extends ConflictException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // Not meant to be serialized; a RuntimeException can't opt out.
  private final Optional<String> exportId;

  /**
   * A request that has to wait.
   *
   * @param exportId the export that is being prepared; empty when the list doesn't show it
   */
  public ExportInProgressException(ConflictException conflict, Optional<String> exportId) {
    super(
        conflict.answer(),
        "; %s is in progress, ask again when it is completed"
            .formatted(exportId.map(id -> "export " + id).orElse("another export")));
    this.exportId = exportId;
  }

  /** The export that is being prepared; empty when the list doesn't show it. */
  public Optional<String> exportId() {
    return exportId;
  }
}
