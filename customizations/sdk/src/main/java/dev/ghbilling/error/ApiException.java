package dev.ghbilling.error;

import dev.ghbilling.client.model.FieldError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The API answered, but not with success. Statuses that callers tell apart have a subclass each;
 * any other status comes as this class.
 */
public sealed class ApiException extends CallException
    permits AuthenticationException,
        BadRequestException,
        ConflictException,
        NotFoundException,
        PermissionException,
        RateLimitedException,
        RetiredException,
        ServerException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // Not meant to be serialized; a RuntimeException can't opt out.
  private final ErrorAnswer answer;

  public ApiException(ErrorAnswer answer) {
    this(answer, "");
  }

  ApiException(ErrorAnswer answer, String more) {
    super(answer.operation(), answer.attempts(), answer.sentence() + more, null);
    this.answer = answer;
  }

  @Override
  public final int status() {
    return answer.status();
  }

  /** The API's own message. */
  public final Optional<String> apiMessage() {
    return answer.message();
  }

  @Override
  public final Optional<String> documentationUrl() {
    return answer.documentationUrl();
  }

  @Override
  public final Optional<String> requestId() {
    return answer.requestId();
  }

  /** What is wrong with each field of the request, if the API said so. */
  public final List<FieldError> fieldErrors() {
    return answer.fields();
  }

  /** How long the server wants to be left alone, if it said so. */
  public final Optional<Duration> retryAfter() {
    return answer.retryAfter();
  }

  final ErrorAnswer answer() {
    return answer;
  }
}
