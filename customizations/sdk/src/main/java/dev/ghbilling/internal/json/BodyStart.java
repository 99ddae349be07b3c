package dev.ghbilling.internal.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ghbilling.internal.transport.BodyStream;
import dev.ghbilling.internal.transport.HttpHeaders;
import feign.Request;
import feign.Response;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A body that remembers its first kilobyte, to show what arrived when it can't be read, and how it
 * ended, which Jackson hides.
 */
final class BodyStart extends BodyStream {
  private static final int KILOBYTE = 1024;

  /** Grows with each read; usually the first one brings the whole body. */
  private byte[] start = {};

  private @Nullable IOException failure;
  private final boolean endIsProven;
  private boolean ended;

  private BodyStart(InputStream body, boolean endIsProven) {
    super(body);
    this.endIsProven = endIsProven;
  }

  /** Begins to read the body of a response, which may have none. */
  static BodyStart of(Response response) throws IOException {
    InputStream body =
        response.body() == null ? InputStream.nullInputStream() : response.body().asInputStream();
    return new BodyStart(body, isEndProven(response));
  }

  private static boolean isEndProven(Response response) {
    return response.protocolVersion() == Request.ProtocolVersion.HTTP_2
        || HttpHeaders.first(response.headers(), "Content-Length").isPresent()
        || HttpHeaders.first(response.headers(), "Transfer-Encoding").isPresent();
  }

  String start() {
    return new String(start, StandardCharsets.UTF_8);
  }

  /**
   * Returns why the body broke off, or null when the fault is one of the document. Without a length
   * and without chunks, a document that ends too early is all there is to see of a broken
   * connection.
   */
  @Nullable IOException brokenOff(Exception fault) {
    if (failure != null) {
      return failure;
    }
    return ended && !endIsProven && isWithinDocument(fault)
        ? new EOFException("it ended within the document")
        : null;
  }

  private static boolean isWithinDocument(Exception fault) {
    Throwable cause = fault;
    while (cause instanceof JsonProcessingException json) {
      if (json instanceof JsonParseException syntax) {
        JsonParser parser = syntax.getProcessor();
        return parser != null && !parser.getParsingContext().inRoot();
      }
      cause = json.getCause();
    }
    return false;
  }

  @Override
  protected void onBytes(byte[] buffer, int offset, int count) {
    int taken = Math.min(count, KILOBYTE - start.length);
    if (taken > 0) {
      start = Arrays.copyOf(start, start.length + taken);
      System.arraycopy(buffer, offset, start, start.length - taken, taken);
    }
  }

  @Override
  protected void onEnd() {
    ended = true;
  }

  @Override
  protected void onFailure(IOException e) {
    failure = e;
  }
}
