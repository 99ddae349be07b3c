package dev.ghbilling.error;

import dev.ghbilling.client.model.FieldError;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the API responds with an error. Statuses that callers handle differently have
 * subclasses; any other status is reported by this class.
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
  private final ErrorResponse response;

  /** Creates the exception for a response. */
  public ApiException(ErrorResponse response) {
    this(response, "");
  }

  ApiException(ErrorResponse response, String more) {
    super(response.operation(), response.attempts(), response.sentence() + more, null);
    this.response = response;
  }

  @Override
  public final int status() {
    return response.status();
  }

  /** Returns the API's own message, or null when the response has none. */
  public final @Nullable String apiMessage() {
    return response.message();
  }

  @Override
  public final @Nullable String documentationUrl() {
    return response.documentationUrl();
  }

  @Override
  public final @Nullable String requestId() {
    return response.requestId();
  }

  /** Returns the faults of the request's fields that the API reports. */
  public final List<FieldError> fieldErrors() {
    return response.fields();
  }

  /** Returns how long the server asks to wait, or null when it doesn't say. */
  public final @Nullable Duration retryAfter() {
    return response.retryAfter();
  }

  final ErrorResponse response() {
    return response;
  }
}
