package dev.ghbilling.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.ghbilling.error.UnreadableAnswerException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes requests and reads answers, straight from the stream. */
final class JsonBody {
  private final Secrets secrets;

  JsonBody(Secrets secrets) {
    this.secrets = secrets;
  }

  /**
   * The body of a request.
   *
   * @throws IllegalArgumentException when it can't be written as JSON
   */
  static byte[] bytes(Object body) {
    try {
      return BillingJson.mapper().writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the request can't be written as JSON: " + e.getMessage(), e);
    }
  }

  /**
   * What an answer's body says.
   *
   * @throws UnreadableAnswerException when it is not what the reader reads
   * @throws IOException when it breaks off
   */
  Object read(ApiAnswer response, ObjectReader reader) throws IOException {
    try (StartOfBody body = new StartOfBody(response.body())) {
      try {
        Object value = reader.readValue(body);
        if (value == null) {
          throw unreadable(response, body.start(), "it is null", null);
        }
        return value;
      } catch (JsonProcessingException e) {
        if (e.getCause() instanceof IOException brokenOff
            && !(brokenOff instanceof JsonProcessingException)) {
          throw brokenOff;
        }
        throw unreadable(
            response, body.start(), "the answer is not what the contract says: " + reason(e), e);
      }
    }
  }

  String redact(String text) {
    return secrets.redact(text);
  }

  private UnreadableAnswerException unreadable(
      ApiAnswer response, String start, String reason, @Nullable Exception cause) {
    CurrentCall call = CurrentCall.get();
    return new UnreadableAnswerException(
        call.operation(),
        call.attempts(),
        new UnreadableAnswerException.Answer(
            response.status(),
            response.headers().first("Content-Type").map(secrets::redact),
            response.headers().first("X-GitHub-Request-Id").map(secrets::redact),
            secrets.redact(start)),
        secrets.redact(reason),
        // Jackson quotes what it can't read.
        secrets.redact(reason).equals(reason) ? cause : null);
  }

  /** Where and what, without Jackson's quotation of the source. */
  static String reason(JsonProcessingException e) {
    String fault =
        e.getCause() instanceof NullPointerException missing
            ? missing(missing.getMessage())
            // That a record is read by a builder is nothing to whoever reads this.
            : e.getOriginalMessage().replace("$Builder`", "`");
    String what = e instanceof JsonMappingException at ? path(at) + fault : fault;
    return e.getLocation() == null
        ? what
        : what
            + " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ")";
  }

  /** Records name what they miss; their lists refuse null without a word. */
  private static String missing(@Nullable String property) {
    return property == null ? "null in a list" : "no " + property;
  }

  /** The place in the document, as {@code repositories[0].name: }. */
  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.isEmpty() ? "" : path + ": ";
  }
}
