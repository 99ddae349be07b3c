package dev.ghbilling.http;

import feign.Request;
import java.util.Collection;
import java.util.Map;

/** A request with other headers; Feign's is immutable. */
final class Headers {
  private Headers() {}

  static Request replace(Request request, Map<String, Collection<String>> headers) {
    return Request.create(
        request.httpMethod(),
        request.url(),
        headers,
        request.body(),
        request.charset(),
        request.requestTemplate());
  }
}
