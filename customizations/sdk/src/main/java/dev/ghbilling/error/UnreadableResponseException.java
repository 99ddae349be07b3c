package dev.ghbilling.error;

import org.jspecify.annotations.Nullable;

/** Thrown when the API reports success, but its response doesn't match the contract. */
public final class UnreadableResponseException extends CallException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // Not meant to be serialized; a RuntimeException can't opt out.
  private final Received received;

  /**
   * A description of the response.
   *
   * @param status the HTTP status
   * @param contentType the header {@code Content-Type}
   * @param requestId the header {@code X-GitHub-Request-Id}
   * @param start the first kilobyte of the body
   */
  public record Received(
      int status, @Nullable String contentType, @Nullable String requestId, String start) {}

  /**
   * Creates the exception.
   *
   * @param reason what is wrong with the response
   */
  public UnreadableResponseException(
      String operation, int attempts, Received received, String reason, @Nullable Throwable cause) {
    super(operation, attempts, message(operation, received, reason), cause);
    this.received = received;
  }

  private static String message(String operation, Received received, String reason) {
    return "%s: HTTP %d%s, but %s%s"
        .formatted(
            operation,
            received.status(),
            received.contentType() == null ? "" : " with " + received.contentType(),
            reason,
            received.requestId() == null ? "" : " (request " + received.requestId() + ")");
  }

  @Override
  public int status() {
    return received.status();
  }

  @Override
  public @Nullable String requestId() {
    return received.requestId();
  }

  /** Returns the response's {@code Content-Type}, or null when it had none. */
  public @Nullable String contentType() {
    return received.contentType();
  }

  /** Returns the first kilobyte of the response. */
  public String start() {
    return received.start();
  }
}
