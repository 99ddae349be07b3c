package dev.ghbilling.error;

import dev.ghbilling.client.model.FieldError;
import java.util.List;
import java.util.Optional;

/**
 * The API answered, but not with success. Statuses that callers tell apart have a subclass each;
 * any other status comes as this class.
 */
public sealed class ApiException extends GitHubBillingException
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
    super(answer.sentence(), null);
    this.answer = answer;
  }

  /** The HTTP status. */
  public final int status() {
    return answer.status();
  }

  /** The id of the operation in the contract, as {@code getUsageReport}. */
  public final String operation() {
    return answer.operation();
  }

  /** The API's own message. */
  public final Optional<String> apiMessage() {
    return answer.message();
  }

  /** Where the API says more. */
  public final Optional<String> documentationUrl() {
    return answer.documentationUrl();
  }

  /** What GitHub's support asks for: the header {@code X-GitHub-Request-Id}. */
  public final Optional<String> requestId() {
    return answer.requestId();
  }

  /** What is wrong with each field of the request, if the API said so. */
  public final List<FieldError> fieldErrors() {
    return answer.fields();
  }
}
