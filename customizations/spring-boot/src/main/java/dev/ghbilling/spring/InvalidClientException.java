package dev.ghbilling.spring;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a client can't be created from its properties. Problem and remedy are one line each,
 * use the names that the application sets, and contain no secret.
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
