package dev.ghbilling.sandbox.internal.http;

import java.util.Arrays;
import java.util.Map;

/** A handler that adds an {@code ETag}, and responds 304 to a client that has the same content. */
public final class ConditionalGet implements RequestHandler {
  private final RequestHandler inner;

  /** Adds tags to the responses of a handler. */
  public ConditionalGet(RequestHandler inner) {
    this.inner = inner;
  }

  @Override
  public ServerResponse handle(ServerRequest request) {
    ServerResponse response = inner.handle(request);
    if (!request.method().equals("GET")
        || response.status() != 200
        || !(response.content() instanceof ByteContent bytes)) {
      return response;
    }
    String tag = "\"" + bytes.fingerprint() + "\"";
    return matches(request.header("If-None-Match").orElse(""), tag)
        ? new ServerResponse(304, Map.of("ETag", "W/" + tag), ByteContent.EMPTY)
        : response.withHeader("ETag", "W/" + tag);
  }

  private static boolean matches(String header, String tag) {
    return Arrays.stream(header.split(","))
        .map(String::strip)
        .anyMatch(known -> known.equals("*") || known.equals(tag) || known.equals("W/" + tag));
  }
}
