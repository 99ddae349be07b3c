package dev.ghbilling.error;

import dev.ghbilling.client.model.FieldError;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A response with a status other than 2xx.
 *
 * @param operation the operation's id in the contract
 * @param attempts how many times the request was sent
 * @param status the HTTP status; 0 when nothing was sent
 * @param message the API's own message
 * @param documentationUrl the documentation that the API refers to
 * @param requestId the header {@code X-GitHub-Request-Id}, which GitHub's support needs
 * @param retryAfter how long the server asks to wait, by its own clock
 * @param fields the faults of the request's fields
 */
public record ErrorResponse(
    String operation,
    int attempts,
    int status,
    @Nullable String message,
    @Nullable String documentationUrl,
    @Nullable String requestId,
    @Nullable Duration retryAfter,
    List<FieldError> fields) {

  private static final int MAX_MESSAGE_LENGTH = 500;

  public ErrorResponse {
    fields = List.copyOf(fields);
  }

  /** Returns the response as one sentence. */
  String sentence() {
    String shown = message == null ? "the response has no message" : shortened(message);
    List<String> faults =
        fields.stream().map(ErrorResponse::fault).filter(fault -> !shown.contains(fault)).toList();
    String origin =
        Stream.of(
                requestId == null ? null : "request " + requestId,
                documentationUrl == null ? null : shortened(documentationUrl),
                attempts > 1 ? "sent %d times".formatted(attempts) : null)
            .filter(Objects::nonNull)
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%s: %s: %s%s%s",
        operation,
        status == 0 ? "not sent" : "HTTP " + status,
        shown,
        faults.isEmpty() ? "" : shortened(" [" + String.join("; ", faults) + "]"),
        origin.isEmpty() ? "" : " (" + origin + ")");
  }

  /** Shortens a text of the API's, so that the parts after it are never cut off. */
  private static String shortened(String text) {
    return text.length() > MAX_MESSAGE_LENGTH
        ? text.substring(0, MAX_MESSAGE_LENGTH) + "..."
        : text;
  }

  private static String fault(FieldError error) {
    String reason =
        error.message() != null ? error.message() : error.code() != null ? error.code() : "wrong";
    return error.field() == null ? reason : error.field() + ": " + reason;
  }
}
