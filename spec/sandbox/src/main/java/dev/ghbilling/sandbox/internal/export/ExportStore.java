package dev.ghbilling.sandbox.internal.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.sandbox.internal.api.ValidRequest;
import dev.ghbilling.sandbox.internal.http.ErrorResponseException;
import dev.ghbilling.sandbox.internal.http.ServerResponse;
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

/** A store of exports: the documented ones, and those that were created since. */
public final class ExportStore {
  private static final String LIST = "usage_report_exports";

  private final ObjectNode documentedList;
  private final Map<String, JsonNode> documented = new LinkedHashMap<>();
  private final Deque<ExportJob> created = new ArrayDeque<>();
  private final ReportFiles files;
  private final SignedUrls urls;
  private final Clock clock;
  private final Duration delay;
  private final ExportRules rules;

  /**
   * Creates a store.
   *
   * @param documentedList the documented response that lists exports
   * @param documentedExport the documented response that shows one
   * @param delay how long an export is processed, by the clock
   */
  public ExportStore(
      ObjectNode documentedList,
      JsonNode documentedExport,
      ReportFiles files,
      SignedUrls urls,
      Clock clock,
      Duration delay,
      ExportRules rules) {
    this.documentedList = documentedList;
    this.files = files;
    this.urls = urls;
    this.clock = clock;
    this.delay = delay;
    this.rules = rules;
    documentedList.path(LIST).forEach(export -> documented.put(export.path("id").asText(), export));
    documented.put(documentedExport.path("id").asText(), documentedExport);
  }

  /** Lists all exports: the created ones from the newest on, then the documented ones. */
  public synchronized ServerResponse list(ValidRequest request) {
    ObjectNode list = documentedList.deepCopy();
    ArrayNode exports = list.putArray(LIST);
    Instant now = clock.instant();
    created.forEach(export -> exports.add(export.json(now, urls)));
    documentedList.path(LIST).forEach(exports::add);
    return request.success(list);
  }

  /** Gets one export; the case of its id doesn't matter. */
  public synchronized ServerResponse get(ValidRequest request) {
    String id = request.text("report_id").orElse("").toLowerCase(Locale.ROOT);
    JsonNode export =
        find(id)
            .<JsonNode>map(found -> found.json(clock.instant(), urls))
            .or(() -> Optional.ofNullable(documented.get(id)))
            .orElseThrow(ErrorResponseException::notFound);
    return request.success(export);
  }

  /** Creates an export. */
  public synchronized ServerResponse create(ValidRequest request) {
    String type = request.body().path("report_type").asText();
    Instant now = clock.instant();
    LocalDate start = LocalDate.parse(request.body().path("start_date").asText());
    LocalDate end =
        request.body().has("end_date")
            ? LocalDate.parse(request.body().path("end_date").asText())
            : LocalDate.ofInstant(now, ZoneOffset.UTC);
    if (end.isBefore(start)) {
      throw request.invalid("end_date", end + " is before start_date, " + start);
    }
    rules.check(request, type, start, end);
    if (rules.isOneAtATime() && created.stream().anyMatch(other -> !other.isCompleted(now))) {
      throw ErrorResponseException.of(409, "A usage report export is already being processed.");
    }
    ExportJob export =
        new ExportJob(
            UUID.randomUUID().toString(),
            type,
            start,
            end,
            now,
            now.plus(delay),
            files.of(start, end, rules.columns(type)));
    created.addFirst(export);
    return request.success(export.json(now, urls));
  }

  /** Returns a file of a created export; parts are numbered from 1. */
  synchronized Optional<ReportFile> file(String id, int part) {
    return find(id)
        .filter(export -> part >= 1 && part <= export.files().size())
        .map(export -> export.files().get(part - 1));
  }

  private Optional<ExportJob> find(String id) {
    return created.stream().filter(export -> export.id().equals(id)).findFirst();
  }
}
