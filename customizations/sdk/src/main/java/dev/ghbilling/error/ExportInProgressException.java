package dev.ghbilling.error;

/** 409: another export is being prepared, and GitHub prepares one at a time for an enterprise. */
public final class ExportInProgressException extends ConflictException {
  private static final long serialVersionUID = 1L;

  public ExportInProgressException(ConflictException conflict) {
    super(conflict.answer(), "; another export is in progress, ask again when it is completed");
  }
}
