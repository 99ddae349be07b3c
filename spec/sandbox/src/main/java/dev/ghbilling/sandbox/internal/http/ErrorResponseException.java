package dev.ghbilling.sandbox.internal.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.ContractJson;
import java.util.List;

/** Thrown when a request isn't served; carries the response, which has GitHub's error body. */
public final class ErrorResponseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The {@code documentation_url} of an error. */
  public static final String DOCUMENTATION = "https://docs.github.com/rest";

  private final transient ServerResponse response;

  /**
   * An element of an error's {@code errors}.
   *
   * @param resource the kind of thing that the request is about
   * @param field the parameter or property at fault
   * @param code {@link #INVALID} or {@link #MISSING}
   * @param message what is wrong with it
   */
  public record InvalidField(String resource, String field, String code, String message) {
    /** The code of a value that isn't allowed. */
    public static final String INVALID = "invalid";

    /** The code of a value that is required. */
    public static final String MISSING = "missing_field";
  }

  private ErrorResponseException(int status, String message, List<InvalidField> fields) {
    // No stack trace: this is a response, not a failure of the sandbox.
    super(message, null, false, false);
    ObjectNode body =
        ContractJson.MAPPER
            .createObjectNode()
            .put("message", message)
            .put("documentation_url", DOCUMENTATION)
            .put("status", Integer.toString(status));
    if (!fields.isEmpty()) {
      ArrayNode errors = body.putArray("errors");
      for (InvalidField field : fields) {
        errors
            .addObject()
            .put("resource", field.resource())
            .put("field", field.field())
            .put("code", field.code())
            .put("message", field.message());
      }
    }
    this.response = ServerResponse.json(status, body);
  }

  private ErrorResponseException(String message, ServerResponse response) {
    super(message, null, false, false);
    this.response = response;
  }

  /** Returns an error of this status. */
  public static ErrorResponseException of(int status, String message) {
    return new ErrorResponseException(status, message, List.of());
  }

  /** Returns a 404. */
  public static ErrorResponseException notFound() {
    return of(404, "Not Found");
  }

  /** Returns a 405 whose {@code Allow} header has these methods. */
  public static ErrorResponseException methodNotAllowed(String allowed) {
    ErrorResponseException error = of(405, "Method Not Allowed");
    return new ErrorResponseException(
        "Method Not Allowed", error.response().withHeader("Allow", allowed));
  }

  /** Returns an error of this status that names the fields at fault. */
  public static ErrorResponseException invalid(int status, List<InvalidField> fields) {
    StringBuilder message = new StringBuilder("Invalid request.");
    fields.forEach(
        field -> message.append("\n\n").append(field.field()).append(": ").append(field.message()));
    return new ErrorResponseException(status, message.toString(), fields);
  }

  /** Returns the response to send. */
  public ServerResponse response() {
    return response;
  }
}
