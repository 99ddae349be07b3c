package dev.ghbilling.conformance.internal.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.http.RecordedExchange;
import dev.ghbilling.conformance.internal.run.Coverage;
import dev.ghbilling.conformance.internal.run.Result;
import dev.ghbilling.conformance.internal.run.Results;
import dev.ghbilling.conformance.internal.run.TokenRedaction;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Writes {@code report.json}, for programs; the page for people shows the same content. */
final class JsonReport {
  private static final int MAX_EXCHANGES = 10;

  /** The outcomes of checks whose requests and responses the report shows. */
  private static final Set<Outcome> SHOWN =
      Set.of(Outcome.FAILED, Outcome.WARNED, Outcome.KNOWN_FAILING);

  private JsonReport() {}

  static void write(Results results, Path file) throws IOException {
    ContractJson.MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), of(results));
  }

  /** Tells whether the requests and responses of a check are shown. */
  static boolean isShown(Result result) {
    return SHOWN.contains(result.outcome());
  }

  /** Returns the last exchanges of a check, and the one that decided. */
  static List<RecordedExchange> shown(Result result) {
    List<RecordedExchange> all = result.exchanges();
    int from = Math.max(0, all.size() - MAX_EXCHANGES);
    return Stream.concat(
            result.decisive().stream().filter(exchange -> all.indexOf(exchange) < from),
            all.subList(from, all.size()).stream())
        .toList();
  }

  static ObjectNode of(Results results) {
    ObjectNode report = ContractJson.MAPPER.createObjectNode();
    report
        .put("server", results.server())
        .put("began", results.began().toString())
        .put("milliseconds", results.took().toMillis())
        .put("summary", results.summary())
        .put("exitCode", results.exitCode())
        .put("minCoverage", results.minCoverage());
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
            .put("grade", check.grade().toString())
            .put("clause", check.clause())
            .put("message", result.message());
    if (isShown(result)) {
      json.put("expected", result.verdict().expected()).put("actual", result.verdict().actual());
      CurlCommand.of(result, redaction).ifPresent(command -> json.put("curl", command));
      ArrayNode exchanges = json.putArray("exchanges");
      shown(result)
          .forEach(exchange -> add(new ShownExchange(exchange, redaction), exchanges.addObject()));
    }
  }

  private static void add(ShownExchange shown, ObjectNode json) {
    json.put("request", shown.request())
        .put("requestBody", shown.requestBody())
        .put("problem", shown.problem());
    shown
        .exchange()
        .response()
        .ifPresent(
            response -> {
              json.put("status", response.status());
              ObjectNode headers = json.putObject("headers");
              shown.headers(response).forEach(headers::put);
              json.put("body", shown.body(response));
            });
  }
}
