package dev.ghbilling.sandbox;

import java.util.Arrays;
import java.util.Map;

/** Gives an answer its ETag, and doesn't repeat what the asker has. */
final class ConditionalGet implements Responder {
  private final Responder inner;

  ConditionalGet(Responder inner) {
    this.inner = inner;
  }

  @Override
  public Reply answer(Request request) {
    Reply reply = inner.answer(request);
    if (!request.method().equals("GET")
        || reply.status() != 200
        || !(reply.content() instanceof Bytes bytes)) {
      return reply;
    }
    String tag = "\"" + bytes.fingerprint() + "\"";
    Reply tagged = reply.with("ETag", "W/" + tag);
    if (!matches(request.header("If-None-Match").orElse(""), tag)) {
      return tagged;
    }
    return new Reply(304, Map.of("ETag", "W/" + tag), Bytes.NONE);
  }

  private static boolean matches(String header, String tag) {
    return Arrays.stream(header.split(","))
        .map(String::strip)
        .anyMatch(known -> known.equals("*") || known.equals(tag) || known.equals("W/" + tag));
  }
}
