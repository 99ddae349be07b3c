package dev.ghbilling.spring;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a client can't be made of its properties. Both texts are one line, name properties as
 * the application sets them, and have no secret.
 */
final class InvalidClientException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String problem;
  private final String remedy;

  /**
   * Creates the exception.
   *
   * @param problem what is wrong with which property
   * @param remedy what to do
   */
  InvalidClientException(String problem, String remedy, @Nullable Throwable cause) {
    super(problem, cause);
    this.problem = problem;
    this.remedy = remedy;
  }

  @Override
  public String getMessage() {
    return problem;
  }

  /** Returns what to do. */
  String remedy() {
    return remedy;
  }
}
