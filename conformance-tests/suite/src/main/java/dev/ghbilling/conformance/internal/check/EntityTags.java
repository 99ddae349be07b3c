package dev.ghbilling.conformance.internal.check;

import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.http.RecordedExchange;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares the responses that have the same entity tag: a strong tag stands for the same bytes
 * whenever the same is asked for, a weak one for the same JSON document.
 */
public final class EntityTags {
  private static final int OK = 200;

  private EntityTags() {}

  /** Tells whether any two of the exchanges of an operation can be compared. */
  public static boolean areRepeated(List<RecordedExchange> exchanges) {
    List<String> asked =
        exchanges.stream()
            .filter(EntityTags::isTagged)
            .map(exchange -> asked(exchange.request()))
            .toList();
    return asked.stream().distinct().count() < asked.size();
  }

  /**
   * Expects the exchanges of an operation to have the same content wherever the tag is the same.
   */
  public static Verdict judge(List<RecordedExchange> exchanges) {
    Map<String, OperationResponse> known = new HashMap<>();
    for (RecordedExchange exchange : exchanges) {
      if (isTagged(exchange)) {
        OperationResponse response = exchange.response().orElseThrow();
        String tag = response.header("ETag");
        OperationResponse first =
            known.putIfAbsent(tag + "\n" + asked(exchange.request()), response);
        if (first != null && !isSame(first, response, tag)) {
          return Verdict.failed(
              response.request() + ", twice", "the same content with the ETag " + tag, "another");
        }
      }
    }
    return known.isEmpty() ? Verdict.notApplicable("the server sends no ETag") : Verdict.passed();
  }

  private static boolean isTagged(RecordedExchange exchange) {
    return exchange.request().method().equals("GET")
        && exchange
            .response()
            .filter(response -> response.status() == OK && !response.header("ETag").isEmpty())
            .isPresent();
  }

  /** Returns what was asked for, whether under a condition or not. */
  private static String asked(OperationRequest request) {
    Map<String, String> headers = new TreeMap<>();
    request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    headers.remove("if-none-match");
    return String.join("\n", request.target(), request.credentials().name(), headers.toString());
  }

  private static boolean isSame(OperationResponse one, OperationResponse other, String tag) {
    return Arrays.equals(one.bytes(), other.bytes())
        || (tag.startsWith("W/")
            && one.isJson()
            && other.isJson()
            && JsonValues.normalized(one.json()).equals(JsonValues.normalized(other.json())));
  }
}
