package dev.ghbilling.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a request is answered.
 *
 * @param status the HTTP status
 * @param headers the headers, without those of the transport
 * @param content the body
 * @param delivery how it travels
 */
record Reply(int status, Map<String, String> headers, Content content, Delivery delivery) {
  Reply {
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    headers = Collections.unmodifiableMap(copy);
  }

  Reply(int status, Map<String, String> headers, Content content) {
    this(status, headers, content, Delivery.AT_ONCE);
  }

  static Reply empty(int status) {
    return new Reply(status, Map.of(), Bytes.NONE);
  }

  static Reply json(int status, JsonNode node) {
    return json(status, Bytes.json(node));
  }

  static Reply json(int status, Content content) {
    return new Reply(status, Map.of("Content-Type", "application/json; charset=utf-8"), content);
  }

  Reply with(String header, String value) {
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    copy.put(header, value);
    return new Reply(status, copy, content, delivery);
  }

  Reply without(String header) {
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    copy.remove(header);
    return new Reply(status, copy, content, delivery);
  }

  Reply with(Content other) {
    return new Reply(status, headers, other, delivery);
  }

  Reply with(Delivery other) {
    return new Reply(status, headers, content, other);
  }
}
