package dev.ghbilling.conformance.internal.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.http.RecordedExchange;
import dev.ghbilling.conformance.internal.run.Coverage;
import dev.ghbilling.conformance.internal.run.Result;
import dev.ghbilling.conformance.internal.run.Results;
import dev.ghbilling.conformance.internal.run.TokenRedaction;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes {@code report.json}, for programs; the page for people shows the same content. */
final class JsonReport {
  private static final int MAX_EXCHANGES = 10;
  private static final int MAX_CHARACTERS = 4096;
  private static final Set<String> HIDDEN_HEADERS = Set.of("set-cookie", "authorization", "cookie");

  private JsonReport() {}

  static void write(Results results, Path file) throws IOException {
    ContractJson.MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), of(results));
  }

  static ObjectNode of(Results results) {
    ObjectNode report = ContractJson.MAPPER.createObjectNode();
    report
        .put("server", results.server())
        .put("began", results.began().toString())
        .put("milliseconds", results.took().toMillis())
        .put("summary", results.summary())
        .put("exitCode", results.exitCode());
    ArrayNode notes = report.putArray("notes");
    results.notes().forEach(notes::add);
    ArrayNode checks = report.putArray("checks");
    results.all().forEach(result -> add(result, results.redaction(), checks));
    ArrayNode coverage = report.putArray("coverage");
    for (Coverage row : results.coverage()) {
      coverage
          .addObject()
          .put("kind", row.kind().toString())
          .put("operationId", row.operationId())
          .put("name", row.name())
          .put("exercised", row.exercised())
          .put("reason", row.reason());
    }
    return report;
  }

  private static void add(Result result, TokenRedaction redaction, ArrayNode checks) {
    Check check = result.check();
    ObjectNode json =
        checks
            .addObject()
            .put("id", check.id())
            .put("operationId", check.operationId())
            .put("outcome", result.outcome().toString())
            .put("clause", check.clause())
            .put("message", result.message());
    if (result.outcome() == Outcome.FAILED || result.outcome() == Outcome.KNOWN_FAILING) {
      json.put("expected", result.verdict().expected()).put("actual", result.verdict().actual());
      ArrayNode exchanges = json.putArray("exchanges");
      List<RecordedExchange> all = result.exchanges();
      all.subList(Math.max(0, all.size() - MAX_EXCHANGES), all.size())
          .forEach(exchange -> add(exchange, redaction, exchanges.addObject()));
    }
  }

  private static void add(RecordedExchange exchange, TokenRedaction redaction, ObjectNode json) {
    json.put("request", redaction.redacted(exchange.request().toString()))
        .put("requestBody", redaction.redacted(exchange.request().body().orElse("")))
        .put("problem", redaction.redacted(exchange.problem()));
    exchange
        .response()
        .ifPresent(
            response -> {
              json.put("status", response.status());
              ObjectNode headers = json.putObject("headers");
              for (Map.Entry<String, List<String>> header : response.headers().map().entrySet()) {
                boolean hidden = HIDDEN_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT));
                headers.put(
                    header.getKey(),
                    hidden
                        ? "[withheld]"
                        : redaction.redacted(String.join(", ", header.getValue())));
              }
              json.put("body", redaction.redacted(text(response), MAX_CHARACTERS));
            });
  }

  private static String text(OperationResponse response) {
    try {
      return response.text();
    } catch (CheckEndedException e) {
      return "(can't be decompressed)";
    }
  }
}
