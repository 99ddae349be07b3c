package dev.ghbilling.conformance.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The headers that requests are sent with.
 *
 * @param token the token of a member, or what a report shows instead
 * @param outsiderToken the token of an outsider, or what a report shows instead
 * @param invalidToken a token that nobody has
 */
public record RequestHeaders(String token, String outsiderToken, String invalidToken) {
  static final String AGENT = "ghbilling-conformance";

  /** Returns the headers of requests to a server. */
  static RequestHeaders to(TestedServer server) {
    return new RequestHeaders(
        server.token(), server.outsiderToken().orElse(""), server.invalidToken());
  }

  /** Returns the headers of a request, spelled as they are sent. */
  public Map<String, String> of(OperationRequest request) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("User-Agent", AGENT);
    for (Parameter header : request.operation().parameters(Parameter.Location.HEADER)) {
      JsonNode value = header.schema().get("default");
      if (value != null) {
        headers.put(header.name(), value.asText());
      }
    }
    request
        .operation()
        .requestBody()
        .map(Body::contentType)
        .filter(type -> request.body().isPresent())
        .ifPresent(type -> headers.put("Content-Type", type));
    authorize(request, headers);
    headers.putAll(request.headers());
    if (!request.unusualCase()) {
      return headers;
    }
    Map<String, String> unusual = new LinkedHashMap<>();
    headers.forEach((name, value) -> unusual.put(name.toUpperCase(Locale.ROOT), value));
    return unusual;
  }

  /** Returns a description without the tokens. */
  @Override
  public String toString() {
    return "RequestHeaders";
  }

  private void authorize(OperationRequest request, Map<String, String> headers) {
    String scheme = request.unusualCase() ? "bearer " : "Bearer ";
    switch (request.credentials()) {
      case MEMBER -> headers.put("Authorization", scheme + token);
      case OUTSIDER -> headers.put("Authorization", scheme + outsiderToken);
      case NONE -> {}
      case INVALID -> headers.put("Authorization", scheme + invalidToken);
      case MALFORMED -> headers.put("Authorization", token);
      case OTHER_SCHEME -> headers.put("Authorization", "Basic " + password());
    }
  }

  private String password() {
    byte[] login = (AGENT + ":" + invalidToken).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(login);
  }
}
