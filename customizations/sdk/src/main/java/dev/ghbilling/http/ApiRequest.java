package dev.ghbilling.http;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way through the chain. Immutable, but for the body's bytes, which nobody
 * changes.
 */
final class ApiRequest {
  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

  private final String method;
  private final String url;
  private final HeaderFields headers;
  private final byte @Nullable [] body;

  ApiRequest(String method, String url, HeaderFields headers, byte @Nullable [] body) {
    this.method = method;
    this.url = url;
    this.headers = headers;
    this.body = body;
  }

  String method() {
    return method;
  }

  String url() {
    return url;
  }

  HeaderFields headers() {
    return headers;
  }

  byte @Nullable [] body() {
    return body;
  }

  /** Whether HTTP wants a body, if only an empty one. */
  boolean needsBody() {
    return WITH_BODY.contains(method);
  }

  boolean isGet() {
    return method.equals("GET");
  }

  ApiRequest with(HeaderFields others) {
    return new ApiRequest(method, url, others, body);
  }

  ApiRequest to(String otherUrl) {
    return new ApiRequest(method, otherUrl, headers, body);
  }

  /** The same as Feign has it, without the token. */
  feign.Request toFeign() {
    return feign.Request.create(
        feign.Request.HttpMethod.valueOf(method),
        url,
        headers.without("Authorization").asMap(),
        body,
        StandardCharsets.UTF_8,
        null);
  }
}
