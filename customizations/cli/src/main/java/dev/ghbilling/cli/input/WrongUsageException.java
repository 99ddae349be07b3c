package dev.ghbilling.cli.input;

/** Thrown if the arguments of a command are invalid, before anything is changed. */
public final class WrongUsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WrongUsageException(String message) {
    super(message);
  }
}
