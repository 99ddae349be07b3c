package dev.ghbilling.conformance.internal.report;

import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.http.RecordedExchange;
import dev.ghbilling.conformance.internal.run.TokenRedaction;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** An exchange as reports show it: without secrets, and of a long body only the beginning. */
record ShownExchange(RecordedExchange exchange, TokenRedaction redaction) {
  private static final int MAX_CHARACTERS = 4096;
  private static final Set<String> HIDDEN_HEADERS = Set.of("set-cookie", "authorization", "cookie");

  String request() {
    return redaction.redacted(exchange.request().toString());
  }

  String url() {
    return redaction.redacted(redaction.baseUrl() + exchange.request().target());
  }

  String requestBody() {
    return redaction.redacted(exchange.request().body().orElse(""));
  }

  String problem() {
    return redaction.redacted(exchange.problem());
  }

  Map<String, String> headers(OperationResponse response) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> header : response.headers().map().entrySet()) {
      boolean hidden = HIDDEN_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT));
      headers.put(
          header.getKey(),
          hidden ? "[withheld]" : redaction.redacted(String.join(", ", header.getValue())));
    }
    return headers;
  }

  String body(OperationResponse response) {
    try {
      return redaction.redacted(response.text(), MAX_CHARACTERS);
    } catch (CheckEndedException e) {
      return "(can't be decompressed)";
    }
  }
}
