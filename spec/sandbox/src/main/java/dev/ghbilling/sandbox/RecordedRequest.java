package dev.ghbilling.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request that a sandbox received. No credential is in it.
 *
 * @param origin which of the sandbox's hosts was asked
 * @param operationId the operation that it is for; empty for none, and at the storage
 * @param method the method, as it was sent
 * @param path the path, percent-encoded
 * @param query the query, percent-encoded and without its question mark; empty if there is none
 * @param headers the first value of each header, found by name in any case; without those that
 *     carry credentials
 * @param authorizationScheme {@code bearer}, {@code basic} or {@code token}, or {@code other} for
 *     another one; empty if there was no {@code Authorization}
 * @param body the body as UTF-8 text, its first {@value #MAX_BODY_CHARS} characters
 * @param time when it came, by the sandbox's clock
 * @param fault what it met, if the script had a fault for it
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
  /** How much of a body is kept. */
  public static final int MAX_BODY_CHARS = 16_384;

  private static final List<String> CREDENTIALS =
      List.of("authorization", "proxy-authorization", "cookie");
  private static final List<String> SCHEMES = List.of("bearer", "basic", "token");

  /** A host of a sandbox. */
  public enum Origin {
    /** The one of the API. */
    API,
    /** The one of the files of exports. */
    STORAGE
  }

  /** Keeps a copy of the headers, less those that carry credentials. */
  public RecordedRequest {
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    CREDENTIALS.forEach(copy::remove);
    headers = Collections.unmodifiableMap(copy);
  }

  static RecordedRequest of(
      Origin origin,
      Optional<String> operationId,
      Request request,
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

  /** Only a word that is surely none of a token. */
  private static String scheme(String credentials) {
    String word = credentials.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
    return SCHEMES.contains(word) ? word : "other";
  }
}
