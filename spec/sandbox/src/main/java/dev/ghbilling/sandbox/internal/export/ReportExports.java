package dev.ghbilling.sandbox.internal.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.ghbilling.sandbox.internal.api.ValidRequest;
import dev.ghbilling.sandbox.internal.http.ErrorResponseException;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.ResourceOperation;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** The usage reports that are exported: which ones may be, and the files that they become. */
public final class ReportExports {
  private final ReportFiles files;
  private final SignedUrls urls;
  private final ExportRules rules;
  private final Map<String, List<ReportFile>> byId = new ConcurrentHashMap<>();

  /** Exports reports to these files. */
  public ReportExports(ReportFiles files, SignedUrls urls, ExportRules rules) {
    this.files = files;
    this.urls = urls;
    this.rules = rules;
  }

  /**
   * Creates the files of an export.
   *
   * @param export the new export, whose properties tell the type of report, and its days
   * @param running whether another export is being processed
   * @throws ErrorResponseException when such an export isn't allowed
   */
  public void create(ValidRequest request, String id, JsonNode export, boolean running) {
    if (!export.has("start_date") || !export.has("end_date")) {
      return;
    }
    String type = export.path("report_type").asText();
    LocalDate start = LocalDate.parse(export.path("start_date").asText());
    LocalDate end = LocalDate.parse(export.path("end_date").asText());
    if (end.isBefore(start)) {
      throw request.invalid("end_date", end + " is before start_date, " + start);
    }
    requireFewDays(request, export, start, end);
    if (running && rules.isOneAtATime()) {
      throw ErrorResponseException.of(409, "A usage report export is already being processed.");
    }
    byId.put(id, files.of(start, end, rules.columns(type)));
  }

  private static void requireFewDays(
      ValidRequest request, JsonNode export, LocalDate start, LocalDate end) {
    long days = ChronoUnit.DAYS.between(start, end) + 1;
    request
        .operation()
        .resource()
        .flatMap(ResourceOperation::progress)
        .flatMap(ResourceOperation.Progress::files)
        .map(described -> described.mostDays(export))
        .orElse(OptionalInt.empty())
        .ifPresent(
            most -> {
              if (days > most) {
                throw request.invalid(
                    "end_date",
                    "a %s report has at most %d days, these are %d"
                        .formatted(export.path("report_type").asText(), most, days));
              }
            });
  }

  /** Returns newly signed URLs of the files of an export; empty if it isn't of a report. */
  public Optional<ArrayNode> urls(String id) {
    return Optional.ofNullable(byId.get(id))
        .map(
            parts -> {
              ArrayNode addresses = ContractJson.MAPPER.createArrayNode();
              for (int part = 1; part <= parts.size(); part++) {
                addresses.add(urls.sign("/exports/%s/%d.csv".formatted(id, part)).toString());
              }
              return addresses;
            });
  }

  /** Returns a file of an export; parts are numbered from 1. */
  Optional<ReportFile> file(String id, int part) {
    return Optional.ofNullable(byId.get(id))
        .filter(parts -> part >= 1 && part <= parts.size())
        .map(parts -> parts.get(part - 1));
  }
}
