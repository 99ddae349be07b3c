package dev.ghbilling.conformance;

import dev.ghbilling.spec.Operation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A request on its way to a server.
 *
 * @param headers by name, without regard to case
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Asked(String method, String path, String query, Map<String, String> headers, byte[] body) {
  boolean isFor(Operation operation) {
    return method.equals(operation.method()) && isBelow(operation);
  }

  /** Whether it has the operation's path, whatever the method. */
  boolean isBelow(Operation operation) {
    return path.matches(operation.path().replaceAll("\\{[^}]+}", "[^/]+"));
  }

  Asked withMethod(String other) {
    return new Asked(other, path, query, headers, body);
  }

  Asked withPath(String other) {
    return new Asked(method, other, query, headers, body);
  }

  Asked withBody(String other) {
    return new Asked(method, path, query, headers, other.getBytes(StandardCharsets.UTF_8));
  }

  /** A copy with another value of a path parameter. */
  Asked withPathValue(Operation operation, String parameter, String value) {
    String pattern =
        operation
            .path()
            .replace("{" + parameter + "}", "\0")
            .replaceAll("\\{[^}]+}", "[^/]+")
            .replace("\0", ")[^/]+(");
    Matcher matcher = Pattern.compile("(" + pattern + ")").matcher(path);
    return matcher.matches() ? withPath(matcher.group(1) + value + matcher.group(2)) : this;
  }

  Asked withHeader(String name, String value) {
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    copy.put(name, value);
    return new Asked(method, path, query, copy, body);
  }

  Optional<String> queryValue(String name) {
    return Arrays.stream(query.split("&", -1))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> pair.substring(name.length() + 1))
        .findFirst();
  }

  Asked withoutQuery(String name) {
    String others =
        Arrays.stream(query.split("&", -1))
            .filter(pair -> !pair.startsWith(name + "="))
            .collect(Collectors.joining("&"));
    return new Asked(method, path, others, headers, body);
  }

  Asked withQuery(String name, String value) {
    String others = withoutQuery(name).query();
    String pair = name + "=" + value;
    return new Asked(method, path, others.isEmpty() ? pair : others + "&" + pair, headers, body);
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
