package dev.ghbilling.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The API answered with success, but what it sent is not what the contract says. */
public final class UnreadableAnswerException extends CallException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // Not meant to be serialized; a RuntimeException can't opt out.
  private final Answer answer;

  /**
   * What came.
   *
   * @param status the HTTP status
   * @param contentType what it was said to be
   * @param requestId the header {@code X-GitHub-Request-Id}
   * @param start its first kilobyte
   */
  public record Answer(
      int status, Optional<String> contentType, Optional<String> requestId, String start) {}

  public UnreadableAnswerException(
      String operation, int attempts, Answer answer, String reason, @Nullable Throwable cause) {
    super(
        operation,
        attempts,
        "%s: HTTP %d%s, but %s%s"
            .formatted(
                operation,
                answer.status(),
                answer.contentType().map(type -> " with " + type).orElse(""),
                reason,
                answer.requestId().map(id -> " (request " + id + ")").orElse("")),
        cause);
    this.answer = answer;
  }

  @Override
  public int status() {
    return answer.status();
  }

  @Override
  public Optional<String> requestId() {
    return answer.requestId();
  }

  /** What the answer was said to be. */
  public Optional<String> contentType() {
    return answer.contentType();
  }

  /** The first kilobyte of the answer. */
  public String start() {
    return answer.start();
  }
}
