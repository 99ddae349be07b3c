package dev.ghbilling.conformance.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.http.OperationRequest.Credentials;
import dev.ghbilling.conformance.internal.http.OperationRequest.Spelling;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The headers that requests are sent with.
 *
 * @param tokens gives the tokens, or what a report shows instead
 */
public record RequestHeaders(Function<Credentials, String> tokens) {
  static final String AGENT = "ghbilling-conformance";

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
    if (!request.spellings().contains(Spelling.OTHER_CASE)) {
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
    String scheme = request.spellings().contains(Spelling.OTHER_CASE) ? "bearer " : "Bearer ";
    String token = tokens.apply(request.credentials());
    switch (request.credentials()) {
      case NONE -> {}
      case MALFORMED -> headers.put("Authorization", token);
      case OTHER_SCHEME -> headers.put("Authorization", "Basic " + login(token));
      default -> headers.put("Authorization", scheme + token);
    }
  }

  private static String login(String password) {
    byte[] login = (AGENT + ":" + password).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(login);
  }
}
