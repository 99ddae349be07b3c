package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * An answer on its way back.
 *
 * @param headers by name, without regard to case
 * @param ending how it ends
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Sent(int status, Map<String, String> headers, byte[] body, Ending ending) {
  /** How an answer ends. */
  enum Ending {
    WHOLE,
    /** Whole, in chunks whose number isn't said before. */
    CHUNKED,
    /** In the middle of its body. */
    CUT,
    /** Never. */
    HANGING
  }

  static Sent json(int status, String body) {
    return new Sent(
        status, headers(Map.of("Content-Type", "application/json")), bytes(body), Ending.WHOLE);
  }

  static Sent error(int status) {
    return json(
        status,
        "{\"message\":\"no\",\"documentation_url\":\"https://docs.github.com\",\"status\":\"%d\"}"
            .formatted(status));
  }

  boolean isSuccessful() {
    return status / 100 == 2;
  }

  Sent withStatus(int other) {
    return new Sent(other, headers, body, ending);
  }

  Sent withHeader(String name, String value) {
    Map<String, String> copy = headers(headers);
    copy.put(name, value);
    return new Sent(status, copy, body, ending);
  }

  Sent withoutHeader(String name) {
    Map<String, String> copy = headers(headers);
    copy.remove(name);
    return new Sent(status, copy, body, ending);
  }

  Sent withBody(String text) {
    return withBody(bytes(text));
  }

  Sent withBody(byte[] other) {
    return new Sent(status, headers, other, ending);
  }

  Sent ending(Ending other) {
    return new Sent(status, headers, body, other);
  }

  JsonNode json() {
    try {
      return ContractJson.MAPPER.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy whose JSON object is changed; answers without one stay as they are. */
  Sent changing(Consumer<ObjectNode> change) {
    if (body.length == 0 || !(json() instanceof ObjectNode object)) {
      return this;
    }
    change.accept(object);
    return withBody(object.toString());
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  private static Map<String, String> headers(Map<String, String> headers) {
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    return copy;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
