package dev.ghbilling.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.internal.selection.RequestSelection;
import dev.ghbilling.internal.token.Credentials;
import dev.ghbilling.internal.transport.HttpHeaders;
import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads successful responses, straight from the connection. */
public final class JsonDecoder {
  private final Credentials credentials;

  /**
   * Creates a decoder.
   *
   * @param credentials redacts the parts of a response that a message quotes
   */
  public JsonDecoder(Credentials credentials) {
    this.credentials = credentials;
  }

  /**
   * Reads the body of a response, to its end.
   *
   * @param operation the operation's id, for messages
   * @param attempts how often the request was sent, for messages
   * @param selection what was asked, which the body must not go beyond
   * @throws UnreadableResponseException when the body isn't what the reader reads
   * @throws IOException when the body breaks off
   */
  public Object decode(
      String operation,
      int attempts,
      Response response,
      ObjectReader reader,
      RequestSelection selection)
      throws IOException {
    InputStream in =
        response.body() == null ? InputStream.nullInputStream() : response.body().asInputStream();
    try (BodyStart body = new BodyStart(in)) {
      try {
        Object value = reader.readValue(body);
        if (value == null) {
          throw unreadable(operation, attempts, response, body.start(), "it is null", null);
        }
        String fault = selection.fault(value);
        if (fault != null) {
          throw unreadable(operation, attempts, response, body.start(), fault, null);
        }
        return value;
      } catch (JsonProcessingException e) {
        if (e.getCause() instanceof IOException brokenOff
            && !(brokenOff instanceof JsonProcessingException)) {
          throw brokenOff;
        }
        String reason = "the response doesn't match the contract: " + reason(e);
        throw unreadable(operation, attempts, response, body.start(), reason, e);
      }
    }
  }

  UnreadableResponseException unreadable(
      String operation,
      int attempts,
      Response response,
      String start,
      String reason,
      @Nullable Exception cause) {
    String redacted = credentials.redact(reason);
    return new UnreadableResponseException(
        operation,
        attempts,
        new UnreadableResponseException.Received(
            response.status(),
            header(response, "Content-Type"),
            header(response, "X-GitHub-Request-Id"),
            credentials.redact(start)),
        redacted,
        // Jackson quotes what it can't read.
        redacted.equals(reason) ? cause : null);
  }

  private @Nullable String header(Response response, String name) {
    return HttpHeaders.first(response.headers(), name).map(credentials::redact).orElse(null);
  }

  /** Returns where the document is wrong and how, without Jackson's quotation of it. */
  static String reason(JsonProcessingException e) {
    // A record is read by its builder, whose exception names a missing property. The builder itself
    // is an internal matter, so it is taken out of the message.
    String fault =
        e.getCause() instanceof RuntimeException missing
            ? String.valueOf(missing.getMessage())
            : e.getOriginalMessage().replace("$Builder`", "`");
    String what = e instanceof JsonMappingException at ? path(at) + fault : fault;
    return e.getLocation() == null
        ? what
        : "%s (line %d, column %d)"
            .formatted(what, e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  /** Returns the place in the document, as {@code repositories[0].name: }. */
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
