package dev.ghbilling.http;

import feign.Response;
import feign.TypedResponse;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * An answer, to be closed.
 *
 * @param request what it answers, behind redirects
 * @param status its status
 * @param reason what HTTP/1.1 says beside the status; may be empty
 * @param headers its header
 * @param body its body, as a rule still to be read from the connection
 */
record ApiAnswer(
    ApiRequest request, int status, String reason, HeaderFields headers, InputStream body)
    implements Closeable {

  ApiAnswer with(InputStream otherBody) {
    return new ApiAnswer(request, status, reason, headers, otherBody);
  }

  /** Lets the connection go; a fault at that changes nothing for anybody. */
  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException nobodyReadsOn) {
      // The answer was had, or given up, before.
    }
  }

  /** Feign's {@link TypedResponse}, with what the body was read as. */
  Object toFeign(@Nullable Object value) {
    TypedResponse.Builder<Object> response = TypedResponse.builder();
    response.status(status);
    response.reason(reason);
    response.headers(headers.asMap());
    response.request(request.toFeign());
    response.body(value);
    return response.build();
  }

  /** The same as Feign has it, with another body, unread. */
  Response toFeign(Response.Body otherBody) {
    return Response.builder()
        .status(status)
        .reason(reason)
        .headers(headers.asMap())
        .request(request.toFeign())
        .body(otherBody)
        .build();
  }
}
