package dev.ghbilling.cli;

/** The command was used in a way that can't work; nothing was sent. */
final class WrongUsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongUsageException(String message) {
    super(message);
  }
}
