package dev.ghbilling.sandbox;

import dev.ghbilling.sandbox.internal.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request that a sandbox received, without its credentials.
 *
 * @param origin which of the sandbox's hosts received it
 * @param operationId the operation that it is for; empty if there is none, and at the storage
 * @param method the method, as it was sent
 * @param path the path, percent-encoded
 * @param query the query, percent-encoded and without its question mark; empty if there is none
 * @param headers the first value of each header, looked up without regard to case; without those
 *     that carry credentials
 * @param authorizationScheme {@code bearer}, {@code basic} or {@code token}, or {@code other} for
 *     any other; empty if there was no {@code Authorization}
 * @param body the first {@value #MAX_BODY_CHARS} characters of the body, decoded as UTF-8
 * @param time when it was received, by the sandbox's clock
 * @param fault the fault that it met, if any
 */
public record RecordedRequest(
    Origin origin,
    Optional<String> operationId,
    String method,
    String path,
    String query,
    Map<String, String> headers,
    Optional<String> authorizationScheme,
    String body,
    Instant time,
    Optional<Fault> fault) {
  /** How many characters of a body are kept. */
  public static final int MAX_BODY_CHARS = 16_384;

  private static final List<String> CREDENTIALS =
      List.of("authorization", "proxy-authorization", "cookie");
  private static final List<String> SCHEMES = List.of("bearer", "basic", "token");

  /** A host of a sandbox. */
  public enum Origin {
    /** The host of the API. */
    API,
    /** The host of the files of exports. */
    STORAGE
  }

  /** Copies the headers, except those that carry credentials. */
  public RecordedRequest {
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    CREDENTIALS.forEach(copy::remove);
    headers = Collections.unmodifiableMap(copy);
  }

  static RecordedRequest of(
      Origin origin,
      Optional<String> operationId,
      ServerRequest request,
      Instant time,
      Optional<Fault> fault) {
    String body = new String(request.body(), StandardCharsets.UTF_8);
    return new RecordedRequest(
        origin,
        operationId,
        request.sentMethod(),
        request.path(),
        request.query(),
        request.headers(),
        request.header("Authorization").map(RecordedRequest::scheme),
        body.substring(0, Math.min(body.length(), MAX_BODY_CHARS)),
        time,
        fault);
  }

  /** Returns only a word that can't be part of a token. */
  private static String scheme(String credentials) {
    String word = credentials.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
    return SCHEMES.contains(word) ? word : "other";
  }
}
