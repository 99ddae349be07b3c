package dev.ghbilling.error;

import dev.ghbilling.client.model.FieldError;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an answer other than 2xx said.
 *
 * @param operation the operation's id in the contract
 * @param attempts how often the request was sent
 * @param status the HTTP status; 0 when nothing was sent
 * @param message the API's own message
 * @param documentationUrl where the API says more
 * @param requestId what GitHub's support asks for: the header {@code X-GitHub-Request-Id}
 * @param retryAfter how long the server wants to be left alone, by its own clock
 * @param fields what is wrong with each field of the request
 */
public record ErrorAnswer(
    String operation,
    int attempts,
    int status,
    Optional<String> message,
    Optional<String> documentationUrl,
    Optional<String> requestId,
    Optional<Duration> retryAfter,
    List<FieldError> fields) {

  private static final int LONGEST = 500;

  public ErrorAnswer {
    fields = List.copyOf(fields);
  }

  /** All of it in one sentence. */
  String sentence() {
    String faults =
        fields.stream().map(ErrorAnswer::fault).collect(Collectors.joining("; ", " [", "]"));
    String origin =
        Stream.of(
                requestId.map(id -> "request " + id),
                documentationUrl,
                Optional.of("sent %d times".formatted(attempts)).filter(often -> attempts > 1))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%s: %s: %s%s%s",
        operation,
        status == 0 ? "not sent" : "HTTP " + status,
        message.map(ErrorAnswer::start).orElse("the answer has no message"),
        fields.isEmpty() ? "" : faults,
        origin.isEmpty() ? "" : " (" + origin + ")");
  }

  /** So much that what follows is never cut off. */
  private static String start(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
  }

  private static String fault(FieldError error) {
    String reason =
        error.message() != null ? error.message() : error.code() != null ? error.code() : "wrong";
    return error.field() == null ? reason : error.field() + ": " + reason;
  }
}
