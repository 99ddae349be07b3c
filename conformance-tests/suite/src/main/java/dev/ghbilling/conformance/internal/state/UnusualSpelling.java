package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.http.RecordedExchange;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A spelling of a request's body that means the same as the usual one: indented, its keys in
 * another order and partly escaped, as are letters beyond 16 bits, and sent in chunks.
 */
final class UnusualSpelling {
  /** What says that a text means the same with escapes. */
  static final String CLAUSE = Clause.rfc(8259, "7");

  private static final int LENGTH_REQUIRED = 411;

  /** Statuses of a refusal that has other reasons than the spelling, and may pass. */
  private static final Set<Integer> PASSING = Set.of(408, 409, 423, 429, 502, 503, 504);

  private UnusualSpelling() {}

  /**
   * Sends a request in this spelling, and as usual unless that succeeds.
   *
   * @return the last response
   */
  static OperationResponse send(CheckContext context, OperationRequest request)
      throws InterruptedException {
    OperationResponse response = context.send(spelled(request));
    return response.isSuccessful() ? response : context.send(request);
  }

  private static OperationRequest spelled(OperationRequest request) {
    ObjectNode usual = ExpectedProperties.body(request);
    List<String> keys = new ArrayList<>();
    usual.fieldNames().forEachRemaining(keys::add);
    Collections.reverse(keys);
    ObjectNode reversed = ContractJson.MAPPER.createObjectNode();
    keys.forEach(key -> reversed.set(key, usual.path(key)));
    String text = reversed.toPrettyString();
    for (String key : keys) {
      text =
          text.replace(
              "\"%s\" :".formatted(key),
              "\"%s%s\" :".formatted(escaped(key.charAt(0)), key.substring(1)));
    }
    StringBuilder spelled = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      spelled.append(Character.isSurrogate(unit) ? escaped(unit) : String.valueOf(unit));
    }
    return request.withBody(Optional.of(spelled.toString())).inChunks();
  }

  private static String escaped(char unit) {
    return "\\u%04x".formatted((int) unit);
  }

  /** Expects a server to take this spelling if it takes the usual one. */
  static Verdict isTaken(CheckContext context, Operation operation) {
    List<RecordedExchange> all =
        context.traffic().stream()
            .filter(exchange -> exchange.request().operation().equals(operation))
            .toList();
    for (RecordedExchange exchange : all) {
      if (!exchange.request().isInChunks()) {
        continue;
      }
      context.involve(exchange);
      if (isSuccessful(exchange)) {
        return Verdict.passed();
      }
      if (exchange.response().filter(one -> one.status() == LENGTH_REQUIRED).isPresent()) {
        return Verdict.notApplicable("the server requires the length of a body, as it may");
      }
      if (exchange.response().filter(one -> PASSING.contains(one.status())).isPresent()) {
        continue;
      }
      for (RecordedExchange usual : all.subList(all.indexOf(exchange), all.size())) {
        if (isSuccessful(usual) && isSame(usual.request(), exchange.request())) {
          return Verdict.failed(
              exchange.request() + ", in chunks of indented JSON with escapes",
              "HTTP %d, as in the usual spelling".formatted(operation.success().status()),
              exchange.response().map(one -> "HTTP " + one.status()).orElse("no response"));
        }
      }
    }
    return Verdict.notApplicable("the server refuses the usual spelling as well");
  }

  private static boolean isSuccessful(RecordedExchange exchange) {
    return exchange.response().filter(OperationResponse::isSuccessful).isPresent();
  }

  private static boolean isSame(OperationRequest usual, OperationRequest spelled) {
    return !usual.isInChunks()
        && usual.target().equals(spelled.target())
        && ExpectedProperties.body(usual).equals(ExpectedProperties.body(spelled));
  }
}
