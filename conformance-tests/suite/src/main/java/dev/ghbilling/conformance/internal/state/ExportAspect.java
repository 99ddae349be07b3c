package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Creates exports as requested, lists them, completes them, and serves their files. */
public final class ExportAspect implements Aspect {
  private static final String URLS = "download_urls";
  private static final String END = "end_date";

  @Override
  public void derive(Operation operation, Checklist checklist) {
    Contract contract = checklist.contract();
    if (!Stream.of(ObservedExport.CREATE, ObservedExport.GET, ObservedExport.LIST)
        .allMatch(id -> contract.operation(id).isPresent())) {
      return;
    }
    String success = Clause.response(operation, operation.success().status());
    switch (operation.id()) {
      case ObservedExport.LIST ->
          checklist.add(
              operation, "state/urls", success, context -> listedUrls(operation, context));
      case ObservedExport.CREATE -> {
        checklist.add(
            operation,
            "state/asked",
            success,
            context -> matchesRequest(context, context.successfulResponse(operation)));
        checklist.add(operation, "state/listed", success, ExportAspect::listed);
        checklist.add(
            operation,
            "state/end-date",
            Clause.requestBody(operation),
            context -> endsToday(context, operation));
      }
      case ObservedExport.GET -> {
        checklist.addWriting(
            operation,
            "state/asked",
            success,
            context -> {
              String id = ObservedExport.created(context).json().path("id").asText();
              OperationResponse response = ObservedExport.of(context).first();
              String actual = response.json().path("id").asText();
              if (!actual.equals(id)) {
                return Verdict.failed(
                    response.request(), "the export " + id, "the export " + actual);
              }
              return matchesRequest(context, response);
            });
        checklist.addWriting(
            operation, "state/progress", success, context -> ObservedExport.of(context).progress());
        checklist.addWriting(
            operation,
            "state/urls",
            success,
            context -> {
              for (OperationResponse response : ObservedExport.of(context).responses()) {
                consistentUrls(response.request(), response.json()).orThrow();
              }
              return Verdict.passed();
            });
        checklist.addWriting(operation, "state/download", success, ExportAspect::download);
      }
      default -> {}
    }
  }

  private static Verdict listedUrls(Operation list, CheckContext context)
      throws InterruptedException {
    JsonNode exports = context.successfulResponse(list).json().path("usage_report_exports");
    for (JsonNode export : exports) {
      consistentUrls(context.request(list), export).orThrow();
    }
    return exports.isEmpty() ? Verdict.notApplicable("no export is listed") : Verdict.passed();
  }

  /** Expects the requested value of every property that request and response have in common. */
  private static Verdict matchesRequest(CheckContext context, OperationResponse response)
      throws InterruptedException {
    JsonNode request = requestBody(context);
    for (Map.Entry<String, JsonNode> property : request.properties()) {
      JsonNode actual = response.json().path(property.getKey());
      if (isDocumented(context, response, property.getKey())
          && !actual.equals(property.getValue())) {
        return Verdict.failed(
            response.request(),
            property.getKey() + " " + property.getValue(),
            actual.isMissingNode() ? "none" : actual.toString());
      }
    }
    return Verdict.passed();
  }

  /** Tells whether a property is documented for the response. */
  private static boolean isDocumented(
      CheckContext context, OperationResponse response, String property) {
    return response
        .request()
        .operation()
        .success()
        .body()
        .map(body -> context.contract().resolve(body.schema()).path("properties").has(property))
        .orElse(false);
  }

  private static JsonNode requestBody(CheckContext context) throws InterruptedException {
    Operation create = context.contract().operation(ObservedExport.CREATE).orElseThrow();
    try {
      return ContractJson.MAPPER.readTree(context.request(create).body().orElse("{}"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Verdict listed(CheckContext context) throws InterruptedException {
    String id = ObservedExport.created(context).json().path("id").asText();
    OperationResponse list =
        context.send(
            context.request(context.contract().operation(ObservedExport.LIST).orElseThrow()));
    Expectation.successful(list).orThrow();
    for (JsonNode export : list.json().path("usage_report_exports")) {
      if (export.path("id").asText().equals(id)) {
        return Verdict.passed();
      }
    }
    return Verdict.failed(
        list.request(), "the export that was just created, " + id, "no export with this id");
  }

  private static Verdict consistentUrls(OperationRequest request, JsonNode export) {
    JsonNode urls = export.path(URLS);
    String id = export.path("id").asText();
    return switch (export.path("status").asText()) {
      case ObservedExport.COMPLETED ->
          urls.isArray()
              ? Verdict.passed()
              : Verdict.failed(request, URLS + " for " + id + ", which is completed", "none");
      case ObservedExport.PROCESSING ->
          urls.isEmpty()
              ? Verdict.passed()
              : Verdict.failed(
                  request, "no " + URLS + " for " + id + ", which is still processing", "some");
      default -> Verdict.passed();
    };
  }

  private static Verdict download(CheckContext context) throws InterruptedException {
    OperationResponse completed = ObservedExport.of(context).last();
    JsonNode urls = completed.json().path(URLS);
    if (!urls.isArray()) {
      return Verdict.failed(completed.request(), URLS, "none");
    }
    if (urls.isEmpty()) {
      return Verdict.notApplicable(
          "the export has no files, which is allowed for a report without rows");
    }
    for (JsonNode url : urls) {
      Optional<URI> target = httpUrl(url.asText());
      if (target.isEmpty()) {
        return Verdict.failed(
            completed.request(), "an http or https URL to download from", url.toString());
      }
      OperationResponse file = context.download(completed.request(), target.get());
      if (file.status() != 200 && file.status() != 206) {
        return Verdict.failed(
            "GET of a download URL without credentials", "HTTP 200", "HTTP " + file.status());
      }
    }
    return Verdict.passed();
  }

  private static Optional<URI> httpUrl(String url) {
    try {
      URI uri = URI.create(url);
      boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return http && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Verdict endsToday(CheckContext context, Operation create)
      throws InterruptedException {
    // The server may reject a second export while the first is processing.
    ObservedExport.of(context).last();
    LocalDate before =
        context
            .successfulResponse(create)
            .date()
            .map(ExportAspect::inUtc)
            .orElseGet(() -> today(context));
    if (!(requestBody(context) instanceof ObjectNode body)) {
      return Verdict.couldNotRun("the request body is not a JSON object; check --body");
    }
    body.remove(END);
    body.put("start_date", before.minusDays(1).toString());
    OperationResponse response =
        context.send(context.request(create).withBody(Optional.of(body.toString())));
    Expectation.successful(response).orThrow();
    LocalDate after = response.date().map(ExportAspect::inUtc).orElseGet(() -> today(context));
    String end = response.json().path(END).asText();
    return end.equals(before.toString()) || end.equals(after.toString())
        ? Verdict.passed()
        : Verdict.failed(response.request(), END + " " + after + ", today in UTC", end);
  }

  private static LocalDate today(CheckContext context) {
    return inUtc(context.pacer().clock().instant());
  }

  private static LocalDate inUtc(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
