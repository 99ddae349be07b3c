package dev.ghbilling.sandbox.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A response to a request.
 *
 * @param status the HTTP status
 * @param headers the headers, without those of the transport
 * @param content the body
 * @param delivery how the response is sent
 */
public record ServerResponse(
    int status, Map<String, String> headers, Content content, Delivery delivery) {
  /** Copies the headers, so that they are found by name in any case. */
  public ServerResponse {
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    headers = Collections.unmodifiableMap(copy);
  }

  /** Creates a response that is sent at once. */
  public ServerResponse(int status, Map<String, String> headers, Content content) {
    this(status, headers, content, Delivery.AT_ONCE);
  }

  /** Returns a response without a body. */
  public static ServerResponse empty(int status) {
    return new ServerResponse(status, Map.of(), ByteContent.EMPTY);
  }

  /** Returns a response that carries a JSON document. */
  public static ServerResponse json(int status, JsonNode document) {
    return json(status, ByteContent.json(document));
  }

  /** Returns a response whose content is a JSON document. */
  public static ServerResponse json(int status, Content content) {
    return new ServerResponse(
        status, Map.of("Content-Type", "application/json; charset=utf-8"), content);
  }

  /** Returns a copy with this value of a header. */
  public ServerResponse withHeader(String name, String value) {
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    copy.put(name, value);
    return new ServerResponse(status, copy, content, delivery);
  }

  /** Returns a copy without a header. */
  public ServerResponse withoutHeader(String name) {
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    copy.remove(name);
    return new ServerResponse(status, copy, content, delivery);
  }

  /** Returns a copy with another body. */
  public ServerResponse withContent(Content other) {
    return new ServerResponse(status, headers, other, delivery);
  }

  /** Returns a copy that is sent in another way. */
  public ServerResponse withDelivery(Delivery other) {
    return new ServerResponse(status, headers, content, other);
  }
}
