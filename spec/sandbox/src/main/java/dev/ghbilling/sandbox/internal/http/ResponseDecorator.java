package dev.ghbilling.sandbox.internal.http;

/** A step around every response of a host, whichever handler makes the response. */
@FunctionalInterface
public interface ResponseDecorator {
  /** Returns the response to a request that {@code next} handles. */
  ServerResponse handle(ServerRequest request, RequestHandler next);
}
