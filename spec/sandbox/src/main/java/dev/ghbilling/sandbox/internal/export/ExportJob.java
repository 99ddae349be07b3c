package dev.ghbilling.sandbox.internal.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.ContractJson;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** An export that was created in this sandbox. */
public final class ExportJob {
  private static final String ACTOR = "monalisa";

  private final String id;
  private final String reportType;
  private final LocalDate start;
  private final LocalDate end;
  private final Instant created;
  private final Instant completed;
  private final List<ReportFile> files;

  /**
   * Creates an export.
   *
   * @param start the first day of the report
   * @param end the last day of the report, inclusive
   * @param created when its processing begins
   * @param completed when its processing ends
   */
  ExportJob(
      String id,
      String reportType,
      LocalDate start,
      LocalDate end,
      Instant created,
      Instant completed,
      List<ReportFile> files) {
    this.id = id;
    this.reportType = reportType;
    this.start = start;
    this.end = end;
    this.created = created;
    this.completed = completed;
    this.files = List.copyOf(files);
  }

  String id() {
    return id;
  }

  List<ReportFile> files() {
    return files;
  }

  boolean isCompleted(Instant now) {
    return !now.isBefore(completed);
  }

  /** Returns the export as the API shows it at an instant, with newly signed URLs. */
  ObjectNode json(Instant now, SignedUrls urls) {
    boolean done = isCompleted(now);
    ObjectNode json =
        ContractJson.MAPPER
            .createObjectNode()
            .put("id", id)
            .put("report_type", reportType)
            .put("start_date", start.toString())
            .put("end_date", end.toString())
            .put("status", done ? "completed" : "processing");
    if (done) {
      ArrayNode addresses = json.putArray("download_urls");
      for (int part = 1; part <= files.size(); part++) {
        addresses.add(urls.sign("/exports/%s/%d.csv".formatted(id, part)).toString());
      }
    }
    return json.put("created_at", created.truncatedTo(ChronoUnit.SECONDS).toString())
        .put("actor", ACTOR);
  }
}
