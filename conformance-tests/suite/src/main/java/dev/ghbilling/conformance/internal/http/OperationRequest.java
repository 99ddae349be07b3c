package dev.ghbilling.conformance.internal.http;

import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request for an operation, possibly with a deliberate fault.
 *
 * @param operation the operation
 * @param method the HTTP method, the operation's own unless that is the fault
 * @param path the values of the path parameters
 * @param query the values of the query parameters, several where one is repeated
 * @param headers the values that replace those of default headers
 * @param body the body
 * @param credentials whose token the request carries
 * @param spellings how it is spelled where HTTP leaves a choice, unless as usual
 */
public record OperationRequest(
    Operation operation,
    String method,
    Map<String, String> path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    Optional<String> body,
    Credentials credentials,
    Set<Spelling> spellings) {

  static final String TRANSFER_ENCODING = "Transfer-Encoding";

  /** A token that a request may carry. */
  public enum Credentials {
    /** The token of somebody who may send the request. */
    MEMBER(""),
    /** The token of somebody without any right in the enterprise. */
    OUTSIDER(" with the token of an outsider"),
    /** No token. */
    NONE(" without a token"),
    /** A token of the member's form that nobody has. */
    INVALID(" with an invalid token"),
    /** The member's token with another letter at its end. */
    OTHER_LETTER(" with another last letter of the token"),
    /** The member's token without its last letter. */
    SHORTENED(" without the last letter of the token"),
    /** The member's token with one letter more. */
    LENGTHENED(" with one letter more than the token has"),
    /** The member's token with capitals for small letters, and the reverse. */
    OTHER_CASE(" with the token in another case"),
    /** The member's token without an authentication scheme before it. */
    MALFORMED(" with a token without a scheme"),
    /** An invalid token as the password of another authentication scheme. */
    OTHER_SCHEME(" with an invalid password");

    private final String text;

    /** Forms of tokens that nobody has; of those after the first, all but a little is right. */
    public static final List<Credentials> UNKNOWN_TOKENS =
        List.of(INVALID, OTHER_LETTER, SHORTENED, LENGTHENED, OTHER_CASE);

    Credentials(String text) {
      this.text = text;
    }
  }

  /** A spelling; all but the last one mean the same as the usual one. */
  public enum Spelling {
    /** Header names and the authentication scheme in another case. */
    OTHER_CASE,
    /** The first letter of each name and value in path and query percent-encoded. */
    ENCODED_LETTERS,
    /** Query parameters in the reverse order. */
    REVERSED_QUERY,
    /** The last slash of the path percent-encoded, which makes it another path. */
    ENCODED_SLASH
  }

  /** Returns a request without query parameters and with the operation's own headers. */
  public static OperationRequest of(
      Operation operation, Map<String, String> path, Optional<String> body) {
    return new OperationRequest(
        operation,
        operation.method(),
        path,
        Map.of(),
        Map.of(),
        body,
        Credentials.MEMBER,
        Set.of());
  }

  /** Returns a copy with another HTTP method. */
  public OperationRequest withMethod(String other) {
    return new OperationRequest(
        operation, other, path, query, headers, body, credentials, spellings);
  }

  /** Returns a copy with another value of a path parameter. */
  public OperationRequest withPath(String name, String value) {
    return new OperationRequest(
        operation, method, with(path, name, value), query, headers, body, credentials, spellings);
  }

  /** Returns a copy with this value of a query parameter. */
  public OperationRequest withQuery(String name, String value) {
    return withQuery(name, List.of(value));
  }

  /** Returns a copy in which a query parameter is repeated with these values. */
  public OperationRequest withQuery(String name, List<String> value) {
    return new OperationRequest(
        operation, method, path, with(query, name, value), headers, body, credentials, spellings);
  }

  /** Returns a copy without a query parameter. */
  public OperationRequest withoutQuery(String name) {
    Map<String, List<String>> copy = new LinkedHashMap<>(query);
    copy.remove(name);
    return new OperationRequest(
        operation, method, path, copy, headers, body, credentials, spellings);
  }

  /** Returns a copy with this value of a header. */
  public OperationRequest withHeader(String name, String value) {
    return new OperationRequest(
        operation, method, path, query, with(headers, name, value), body, credentials, spellings);
  }

  /** Returns a copy whose body is sent in chunks, without its length. */
  public OperationRequest inChunks() {
    return withHeader(TRANSFER_ENCODING, "chunked");
  }

  /** Tells whether the body is sent in chunks. */
  public boolean isInChunks() {
    return headers.containsKey(TRANSFER_ENCODING);
  }

  /** Returns a copy with another body. */
  public OperationRequest withBody(Optional<String> other) {
    return new OperationRequest(
        operation, method, path, query, headers, other, credentials, spellings);
  }

  /** Returns a copy with another token. */
  public OperationRequest withCredentials(Credentials other) {
    return new OperationRequest(operation, method, path, query, headers, body, other, spellings);
  }

  /** Returns a copy that is also spelled in another way. */
  public OperationRequest with(Spelling more) {
    Set<Spelling> all = EnumSet.of(more);
    all.addAll(spellings);
    return new OperationRequest(
        operation, method, path, query, headers, body, credentials, Set.copyOf(all));
  }

  boolean writes() {
    return MethodSemantics.writes(method);
  }

  /** Returns the path and query that follow the base URL. */
  public String target() {
    String target = operation.path();
    for (Parameter parameter : operation.parameters(Parameter.Location.PATH)) {
      String value = path.get(parameter.name());
      if (value == null) {
        throw new IllegalStateException(operation + " needs a value for " + parameter.name());
      }
      target = target.replace("{" + parameter.name() + "}", encoded(value));
    }
    if (spellings.contains(Spelling.ENCODED_SLASH)) {
      int slash = target.lastIndexOf('/');
      target = target.substring(0, slash) + "%2F" + target.substring(slash + 1);
    }
    if (query.isEmpty()) {
      return target;
    }
    List<String> pairs =
        new ArrayList<>(
            query.entrySet().stream()
                .flatMap(
                    entry -> entry.getValue().stream().map(value -> pair(entry.getKey(), value)))
                .toList());
    if (spellings.contains(Spelling.REVERSED_QUERY)) {
      Collections.reverse(pairs);
    }
    return target + "?" + String.join("&", pairs);
  }

  /** Returns a key that two requests share only when they are the same on the wire. */
  public String key() {
    return String.join(
        "\n",
        method,
        target(),
        headers.toString(),
        body.orElse(""),
        credentials.name(),
        Boolean.toString(spellings.contains(Spelling.OTHER_CASE)));
  }

  @Override
  public String toString() {
    return method + " " + target() + credentials.text;
  }

  private String pair(String name, String value) {
    return encoded(name) + "=" + encoded(value);
  }

  private static <T> Map<String, T> with(Map<String, T> map, String name, T value) {
    Map<String, T> copy = new LinkedHashMap<>(map);
    copy.put(name, value);
    return copy;
  }

  private String encoded(String text) {
    String encoded = encode(text);
    boolean letter = encoded.matches("[A-Za-z0-9].*");
    return letter && spellings.contains(Spelling.ENCODED_LETTERS)
        ? "%%%02X%s".formatted((int) encoded.charAt(0), encoded.substring(1))
        : encoded;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
