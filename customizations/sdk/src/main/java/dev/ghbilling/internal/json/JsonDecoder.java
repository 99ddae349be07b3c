package dev.ghbilling.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.internal.token.Credentials;
import dev.ghbilling.internal.transport.HttpHeaders;
import feign.Response;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads successful responses, straight from the connection. */
public final class JsonDecoder {
  private static final String EMPTY_OBJECT = "{}";

  /** What is wrong with a response that is read in the JVM's last bytes. */
  static final String OUT_OF_MEMORY =
      "it is too large: the JVM ran out of memory (%d MiB, -Xmx)"
          .formatted(Runtime.getRuntime().maxMemory() >> 20);

  /** Longer than any value of these headers that GitHub sends. */
  private static final int MAX_HEADER = 200;

  private final Credentials credentials;
  private final SecretProperties secrets = new SecretProperties();

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
   * @param requested checks that the value is the one that was asked for
   * @throws UnreadableResponseException when the body isn't what the reader reads
   * @throws IOException when the body breaks off
   */
  public Object decode(
      String operation, int attempts, Response response, ObjectReader reader, Requested requested)
      throws IOException {
    return decode(operation, attempts, response, reader, requested, false);
  }

  /**
   * Reads the body of a response to a change like {@link #decode}. That the change was made is said
   * by the status, so the body may be empty, as with 204, or null: then the result is an object
   * without properties, unless its type requires some.
   */
  public Object decodeChange(
      String operation, int attempts, Response response, ObjectReader reader, Requested requested)
      throws IOException {
    return decode(operation, attempts, response, reader, requested, true);
  }

  private Object decode(
      String operation,
      int attempts,
      Response response,
      ObjectReader reader,
      Requested requested,
      boolean emptyIsRead)
      throws IOException {
    try (BodyStart body = BodyStart.of(response)) {
      try {
        Object value = emptyIsRead ? valueOrEmpty(body, reader) : reader.readValue(body);
        if (value == null) {
          throw unreadable(operation, attempts, response, body.start(), "it is null", null);
        }
        String objection = requested.objection(value);
        if (objection != null) {
          String start = secrets.withhold(body.start(), reader.getValueType());
          throw unreadable(operation, attempts, response, start, objection, null);
        }
        return value;
      } catch (JsonProcessingException e) {
        IOException brokenOff = body.brokenOff(e);
        if (brokenOff != null) {
          throw brokenOff;
        }
        String reason =
            body.start().isBlank()
                ? "it is empty"
                : "the response doesn't match the contract: " + reason(e);
        String start = secrets.withhold(body.start(), reader.getValueType());
        throw unreadable(operation, attempts, response, start, reason, e);
      } catch (OutOfMemoryError e) {
        String start = secrets.withhold(body.start(), reader.getValueType());
        throw unreadable(operation, attempts, response, start, OUT_OF_MEMORY, e);
      }
    }
  }

  /**
   * Returns the exception for a status of success that the contract doesn't list for the operation,
   * and closes the response.
   */
  public UnreadableResponseException undocumented(
      String operation, int attempts, Response response) {
    response.close();
    String reason =
        "the contract has no such success: the body may be incomplete, or not the API's";
    return unreadable(operation, attempts, response, "", reason, null);
  }

  /** The check that a response is about what was asked for. */
  @FunctionalInterface
  public interface Requested {
    /** Returns why the value isn't the requested one, or null when it is. */
    @Nullable String objection(Object value);
  }

  private static Object valueOrEmpty(BodyStart body, ObjectReader reader) throws IOException {
    try {
      Object value = reader.readValue(body);
      return value == null ? reader.readValue(EMPTY_OBJECT) : value;
    } catch (MismatchedInputException e) {
      if (body.start().isBlank()) {
        return reader.readValue(EMPTY_OBJECT);
      }
      throw e;
    }
  }

  UnreadableResponseException unreadable(
      String operation,
      int attempts,
      Response response,
      String start,
      String reason,
      @Nullable Throwable cause) {
    String redacted = credentials.redact(reason);
    return new UnreadableResponseException(
        operation,
        attempts,
        new UnreadableResponseException.Received(
            response.status(),
            header(response, "Content-Type"),
            header(response, "X-GitHub-Request-Id"),
            credentials.redactStart(start)),
        redacted,
        // Jackson quotes what it can't read.
        redacted.equals(reason) ? cause : null);
  }

  private @Nullable String header(Response response, String name) {
    return HttpHeaders.first(response.headers(), name)
        .map(value -> credentials.redact(value, MAX_HEADER))
        .orElse(null);
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
