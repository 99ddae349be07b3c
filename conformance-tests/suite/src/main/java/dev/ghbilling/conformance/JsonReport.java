package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code report.json}, for programs; the page for people shows the same. */
final class JsonReport {
  private static final int SHOWN_EXCHANGES = 10;
  private static final int SHOWN_CHARACTERS = 4096;
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
    results.all().forEach(result -> add(result, results.secrets(), checks));
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

  private static void add(Result result, Secrets secrets, ArrayNode checks) {
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
      List<Exchange> all = result.exchanges();
      all.subList(Math.max(0, all.size() - SHOWN_EXCHANGES), all.size())
          .forEach(exchange -> add(exchange, secrets, exchanges.addObject()));
    }
  }

  private static void add(Exchange exchange, Secrets secrets, ObjectNode json) {
    json.put("request", secrets.redacted(exchange.call().toString()))
        .put("requestBody", secrets.redacted(exchange.call().body().orElse("")))
        .put("problem", secrets.redacted(exchange.problem()));
    exchange
        .reply()
        .ifPresent(
            reply -> {
              json.put("status", reply.status());
              ObjectNode headers = json.putObject("headers");
              for (Map.Entry<String, List<String>> header : reply.headers().map().entrySet()) {
                boolean hidden = HIDDEN_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT));
                headers.put(
                    header.getKey(),
                    hidden ? "[withheld]" : secrets.redacted(String.join(", ", header.getValue())));
              }
              String body = secrets.redacted(text(reply));
              json.put(
                  "body",
                  body.length() > SHOWN_CHARACTERS
                      ? body.substring(0, SHOWN_CHARACTERS) + " …"
                      : body);
            });
  }

  private static String text(Reply reply) {
    try {
      return reply.text();
    } catch (EndedEarly e) {
      return "(can't be unpacked)";
    }
  }
}
