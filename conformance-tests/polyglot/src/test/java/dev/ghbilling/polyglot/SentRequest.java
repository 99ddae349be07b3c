package dev.ghbilling.polyglot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.ghbilling.spec.ContractJson;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as a client sent it.
 *
 * @param method the HTTP method
 * @param authorization the header, empty if there is none
 * @param path the segments of the path, decoded
 * @param query the query parameters, decoded, each with all of its values
 * @param body the JSON document, missing if there is none
 */
record SentRequest(
    String method,
    String authorization,
    List<String> path,
    Map<String, List<String>> query,
    JsonNode body) {

  /** Parses a request from its raw parts. */
  static SentRequest read(
      String method, String authorization, String path, String query, String body) {
    return new SentRequest(
        method,
        authorization,
        Arrays.stream(path.substring(1).split("/", -1))
            // In a path, a plus sign is not a space.
            .map(segment -> decoded(segment.replace("+", "%2B")))
            .toList(),
        parameters(query),
        document(body));
  }

  private static Map<String, List<String>> parameters(String query) {
    Map<String, List<String>> parameters = new TreeMap<>();
    for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      String[] halves = pair.split("=", 2);
      parameters
          .computeIfAbsent(decoded(halves[0]), name -> new ArrayList<>())
          .add(decoded(halves[1]));
    }
    return parameters;
  }

  private static JsonNode document(String body) {
    try {
      return body.isEmpty() ? MissingNode.getInstance() : ContractJson.MAPPER.readTree(body);
    } catch (JsonProcessingException notJson) {
      return ContractJson.MAPPER.getNodeFactory().textNode("no JSON: " + body);
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
