package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the three operations of usage report exports promise together. They are named here because a
 * contract has no words for what one operation does to the answers of another.
 */
final class ExportAspect implements Aspect {
  static final String CREATE = "createUsageReportExport";
  static final String GET = "getUsageReportExport";
  static final String LIST = "listUsageReportExports";

  private static final String URLS = "download_urls";
  private static final String END = "end_date";

  @Override
  public void derive(Operation operation, Checklist checklist) {
    Contract contract = checklist.contract();
    if (!List.of(CREATE, GET, LIST).stream().allMatch(id -> contract.operation(id).isPresent())) {
      return;
    }
    String answer = Clause.answer(operation, operation.success().status());
    switch (operation.id()) {
      case LIST ->
          checklist.add(operation, "state/urls", answer, session -> listedUrls(operation, session));
      case CREATE -> {
        checklist.add(
            operation,
            "state/asked",
            answer,
            session -> asked(session, session.accepted(operation)));
        checklist.add(operation, "state/listed", answer, ExportAspect::listed);
        checklist.add(
            operation,
            "state/end-date",
            Clause.requestBody(operation),
            session -> endsToday(session, operation));
      }
      case GET -> {
        checklist.addWriting(
            operation,
            "state/asked",
            answer,
            session -> {
              String id = ExportWatch.created(session).json().path("id").asText();
              Reply reply = ExportWatch.of(session).first();
              String actual = reply.json().path("id").asText();
              if (!actual.equals(id)) {
                return Verdict.failed(reply.call(), "the export " + id, "the export " + actual);
              }
              return asked(session, reply);
            });
        checklist.addWriting(
            operation, "state/progress", answer, session -> ExportWatch.of(session).progress());
        checklist.addWriting(
            operation,
            "state/urls",
            answer,
            session -> {
              for (Reply reply : ExportWatch.of(session).replies()) {
                urls(reply.call(), reply.json()).orEnd();
              }
              return Verdict.passed();
            });
        checklist.addWriting(operation, "state/download", answer, ExportAspect::download);
      }
      default -> {}
    }
  }

  private static Verdict listedUrls(Operation list, Session session) throws InterruptedException {
    JsonNode exports = session.accepted(list).json().path("usage_report_exports");
    for (JsonNode export : exports) {
      urls(session.call(list), export).orEnd();
    }
    return exports.isEmpty() ? Verdict.notApplicable("no export is listed") : Verdict.passed();
  }

  /** Whether an export has what was asked for, as far as both documents have the property. */
  private static Verdict asked(Session session, Reply reply) throws InterruptedException {
    JsonNode request = request(session);
    for (Map.Entry<String, JsonNode> property : request.properties()) {
      JsonNode actual = reply.json().path(property.getKey());
      if (isAnswered(session, reply, property.getKey()) && !actual.equals(property.getValue())) {
        return Verdict.failed(
            reply.call(),
            property.getKey() + " " + property.getValue(),
            actual.isMissingNode() ? "none" : actual.toString());
      }
    }
    return Verdict.passed();
  }

  /** Whether the answer is documented to have a property. */
  private static boolean isAnswered(Session session, Reply reply, String property) {
    return reply
        .call()
        .operation()
        .success()
        .body()
        .map(body -> session.contract().resolve(body.schema()).path("properties").has(property))
        .orElse(false);
  }

  static JsonNode request(Session session) throws InterruptedException {
    Operation create = session.contract().operation(CREATE).orElseThrow();
    try {
      return ContractJson.MAPPER.readTree(session.call(create).body().orElse("{}"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Verdict listed(Session session) throws InterruptedException {
    String id = ExportWatch.created(session).json().path("id").asText();
    Reply list = session.send(session.call(session.contract().operation(LIST).orElseThrow()));
    Expectation.successful(list).orEnd();
    for (JsonNode export : list.json().path("usage_report_exports")) {
      if (export.path("id").asText().equals(id)) {
        return Verdict.passed();
      }
    }
    return Verdict.failed(
        list.call(), "the export that was just created, " + id, "none of that id");
  }

  private static Verdict urls(Call call, JsonNode export) {
    JsonNode urls = export.path(URLS);
    String id = export.path("id").asText();
    return switch (export.path("status").asText()) {
      case ExportWatch.COMPLETED ->
          urls.isArray()
              ? Verdict.passed()
              : Verdict.failed(call, URLS + " of " + id + ", which is completed", "none");
      case ExportWatch.PROCESSING ->
          urls.isEmpty()
              ? Verdict.passed()
              : Verdict.failed(call, "no " + URLS + " of " + id + ", which is processed", "some");
      default -> Verdict.passed();
    };
  }

  private static Verdict download(Session session) throws InterruptedException {
    Reply completed = ExportWatch.of(session).last();
    JsonNode urls = completed.json().path(URLS);
    if (!urls.isArray()) {
      return Verdict.failed(completed.call(), URLS, "none");
    }
    if (urls.isEmpty()) {
      return Verdict.notApplicable("the report has no file, as one without rows may");
    }
    for (JsonNode url : urls) {
      Optional<URI> address = address(url.asText());
      if (address.isEmpty()) {
        return Verdict.failed(completed.call(), "an address to download from", url.toString());
      }
      Reply file = session.open(completed.call(), address.get());
      if (file.status() != 200 && file.status() != 206) {
        return Verdict.failed(
            "GET of a download URL without credentials", "HTTP 200", "HTTP " + file.status());
      }
    }
    return Verdict.passed();
  }

  private static Optional<URI> address(String url) {
    try {
      URI address = URI.create(url);
      boolean http = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
      return http && address.getHost() != null ? Optional.of(address) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Verdict endsToday(Session session, Operation create) throws InterruptedException {
    // While one export is processed, another may be refused.
    ExportWatch.of(session).last();
    LocalDate before =
        session.accepted(create).date().map(ExportAspect::inUtc).orElseGet(() -> today(session));
    if (!(request(session) instanceof ObjectNode body)) {
      return Verdict.couldNotRun("the body to send is not a JSON object");
    }
    body.remove(END);
    body.put("start_date", before.minusDays(1).toString());
    Reply reply = session.send(session.call(create).withBody(Optional.of(body.toString())));
    Expectation.successful(reply).orEnd();
    LocalDate after = reply.date().map(ExportAspect::inUtc).orElseGet(() -> today(session));
    String end = reply.json().path(END).asText();
    return end.equals(before.toString()) || end.equals(after.toString())
        ? Verdict.passed()
        : Verdict.failed(reply.call(), END + " " + after + ", today in UTC", end);
  }

  private static LocalDate today(Session session) {
    return inUtc(session.manners().clock().instant());
  }

  private static LocalDate inUtc(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
