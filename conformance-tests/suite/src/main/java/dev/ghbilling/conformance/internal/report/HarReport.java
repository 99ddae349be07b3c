package dev.ghbilling.conformance.internal.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.http.RecordedExchange;
import dev.ghbilling.conformance.internal.http.RequestHeaders;
import dev.ghbilling.conformance.internal.run.Result;
import dev.ghbilling.conformance.internal.run.Results;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes {@code failures.har}: requests and responses of the checks that didn't pass, as an HTTP
 * Archive 1.2, which browsers and debugging proxies open.
 */
final class HarReport {
  private static final RequestHeaders MASKED = new RequestHeaders(any -> "[token]");

  private HarReport() {}

  static void write(Results results, Path file) throws IOException {
    ObjectNode har = ContractJson.MAPPER.createObjectNode();
    ObjectNode log = har.putObject("log").put("version", "1.2");
    log.putObject("creator")
        .put("name", "ghbilling-conformance")
        .put("version", SuiteVersion.current());
    ArrayNode entries = log.putArray("entries");
    Set<Integer> written = new HashSet<>();
    for (Result result : results.all()) {
      if (JsonReport.isShown(result)) {
        for (RecordedExchange exchange : JsonReport.shown(result)) {
          if (written.add(exchange.number())) {
            add(new ShownExchange(exchange, results.redaction()), result, entries.addObject());
          }
        }
      }
    }
    ContractJson.MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), har);
  }

  private static void add(ShownExchange shown, Result result, ObjectNode entry) {
    RecordedExchange exchange = shown.exchange();
    entry
        .put("startedDateTime", exchange.began().toString())
        .put("time", exchange.took().toMillis())
        .put("comment", result.id() + ": " + result.message());
    addRequest(shown, entry.putObject("request"));
    addResponse(shown, exchange.response(), entry.putObject("response"));
    entry.putObject("cache");
    entry
        .putObject("timings")
        .put("send", 0)
        .put("wait", exchange.took().toMillis())
        .put("receive", 0);
  }

  private static void addRequest(ShownExchange shown, ObjectNode json) {
    OperationRequest request = shown.exchange().request();
    json.put("method", request.method()).put("url", shown.url()).put("httpVersion", "HTTP/1.1");
    json.putArray("cookies");
    Map<String, String> headers = MASKED.of(request);
    addPairs(headers, shown, json.putArray("headers"));
    ArrayNode query = json.putArray("queryString");
    request
        .query()
        .forEach(
            (name, values) ->
                values.forEach(
                    value ->
                        query
                            .addObject()
                            .put("name", name)
                            .put("value", shown.redaction().redacted(value))));
    request
        .body()
        .ifPresent(
            body ->
                json.putObject("postData")
                    .put("mimeType", headers.getOrDefault("Content-Type", ""))
                    .put("text", shown.requestBody()));
    json.put("headersSize", -1).put("bodySize", -1);
  }

  private static void addResponse(
      ShownExchange shown, Optional<OperationResponse> response, ObjectNode json) {
    json.put("status", response.map(OperationResponse::status).orElse(0))
        .put("statusText", "")
        .put("httpVersion", "HTTP/1.1");
    json.putArray("cookies");
    Map<String, String> headers = response.map(shown::headers).orElse(Map.of());
    addPairs(headers, shown, json.putArray("headers"));
    json.putObject("content")
        .put("size", response.map(OperationResponse::length).orElse(0))
        .put(
            "mimeType",
            shown.redaction().redacted(response.map(one -> one.header("Content-Type")).orElse("")))
        .put("text", response.map(shown::body).orElse(""));
    json.put(
            "redirectURL",
            shown.redaction().redacted(response.map(one -> one.header("Location")).orElse("")))
        .put("headersSize", -1)
        .put("bodySize", response.map(OperationResponse::length).orElse(-1))
        .put("comment", shown.problem());
  }

  private static void addPairs(Map<String, String> headers, ShownExchange shown, ArrayNode pairs) {
    headers.forEach(
        (name, value) ->
            pairs.addObject().put("name", name).put("value", shown.redaction().redacted(value)));
  }
}
