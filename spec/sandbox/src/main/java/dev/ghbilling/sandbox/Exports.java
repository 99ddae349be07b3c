package dev.ghbilling.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The exports: the documented ones, and those that were asked for since. */
final class Exports {
  private static final String LIST = "usage_report_exports";

  private final ObjectNode documentedList;
  private final Map<String, JsonNode> documented = new LinkedHashMap<>();
  private final Deque<Export> created = new ArrayDeque<>();
  private final ReportFiles files;
  private final SignedUrls urls;
  private final Clock clock;
  private final Duration delay;
  private final ExportRules rules;

  Exports(
      DocumentedExamples examples,
      ReportFiles files,
      SignedUrls urls,
      Clock clock,
      Duration delay,
      ExportRules rules) {
    this.rules = rules;
    this.documentedList = examples.answer("listUsageReportExports");
    this.files = files;
    this.urls = urls;
    this.clock = clock;
    this.delay = delay;
    documentedList.path(LIST).forEach(export -> documented.put(export.path("id").asText(), export));
    JsonNode one = examples.answer("getUsageReportExport");
    documented.put(one.path("id").asText(), one);
  }

  synchronized Reply list(Call call) {
    ObjectNode list = documentedList.deepCopy();
    ArrayNode exports = list.putArray(LIST);
    Instant now = clock.instant();
    created.forEach(export -> exports.add(export.json(now, urls)));
    documentedList.path(LIST).forEach(exports::add);
    return call.success(list);
  }

  synchronized Reply get(Call call) {
    String id = call.text("report_id").orElse("").toLowerCase(Locale.ROOT);
    JsonNode export =
        find(id)
            .<JsonNode>map(found -> found.json(clock.instant(), urls))
            .or(() -> Optional.ofNullable(documented.get(id)))
            .orElseThrow(Refusal::notFound);
    return call.success(export);
  }

  synchronized Reply create(Call call) {
    String type = call.body().path("report_type").asText();
    ReportColumns columns =
        rules
            .columns(type)
            .orElseThrow(
                () -> Refusal.invalid(call, "report_type", "there is no report type " + type));
    Instant now = clock.instant();
    LocalDate start = LocalDate.parse(call.body().path("start_date").asText());
    LocalDate end =
        call.body().has("end_date")
            ? LocalDate.parse(call.body().path("end_date").asText())
            : LocalDate.ofInstant(now, ZoneOffset.UTC);
    if (end.isBefore(start)) {
      throw Refusal.invalid(call, "end_date", end + " is before start_date, " + start);
    }
    rules.check(call, type, start, end);
    if (rules.isOneAtATime() && created.stream().anyMatch(other -> !other.isCompleted(now))) {
      throw Refusal.of(409, "A usage report export is already being processed.");
    }
    Export export =
        new Export(
            UUID.randomUUID().toString(),
            type,
            start,
            end,
            now,
            now.plus(delay),
            files.of(start, end, columns));
    created.addFirst(export);
    return call.success(export.json(now, urls));
  }

  /** A file of a created export; parts count from 1. */
  synchronized Optional<ReportFile> file(String id, int part) {
    return find(id)
        .filter(export -> part >= 1 && part <= export.files().size())
        .map(export -> export.files().get(part - 1));
  }

  private Optional<Export> find(String id) {
    return created.stream().filter(export -> export.id().equals(id)).findFirst();
  }
}
