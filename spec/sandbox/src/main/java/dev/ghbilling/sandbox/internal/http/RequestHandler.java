package dev.ghbilling.sandbox.internal.http;

/** A handler of requests. A decorator wraps another one and changes what passes. */
@FunctionalInterface
public interface RequestHandler {
  /** Returns the response to a request. */
  ServerResponse handle(ServerRequest request);
}
