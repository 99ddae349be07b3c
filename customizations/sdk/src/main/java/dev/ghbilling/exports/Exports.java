package dev.ghbilling.exports;

import dev.ghbilling.client.api.UsageReportExportsApi;
import dev.ghbilling.client.model.UsageReportExport;
import dev.ghbilling.client.model.UsageReportExportList;
import dev.ghbilling.client.model.UsageReportExportRequest;
import dev.ghbilling.http.PathSegment;
import dev.ghbilling.http.Pauses;
import dev.ghbilling.http.Sleeper;
import dev.ghbilling.http.Transport;
import java.time.Clock;

/**
 * Usage reports that GitHub prepares in the background. A public preview of GitHub's, subject to
 * change.
 *
 * <pre>{@code
 * Export export = billing.exports().request(
 *     UsageReportExportRequest.of(UsageReportType.DETAILED, LocalDate.of(2025, 1, 1)));
 * export.await(Duration.ofMinutes(30), state -> {});
 * try (Stream<UsageReportRow> rows = export.rows(folder)) {
 *   rows.forEach(row -> book(row.netAmount()));
 * }
 * }</pre>
 */
public final class Exports {
  private final UsageReportExportsApi api;
  private final String enterprise;
  private final ExportRequests requests;
  private final Storage storage;
  private final Clock clock;
  private final Pauses pauses;

  /**
   * Made by {@code GitHubBilling}; made directly, over any implementation of the interface.
   *
   * @param api the operations
   * @param enterprise the enterprise's slug
   * @param storage what fetches files
   * @param allowInsecure whether files are fetched over plain http from another machine
   * @param clock tells when waiting is over
   * @param sleeper waits
   */
  public Exports(
      UsageReportExportsApi api,
      String enterprise,
      Transport storage,
      boolean allowInsecure,
      Clock clock,
      Sleeper sleeper) {
    this.api = api;
    this.enterprise = enterprise;
    this.storage = new Storage(storage, allowInsecure);
    this.clock = clock;
    this.pauses = new Pauses(sleeper);
    this.requests = new ExportRequests(api, enterprise, clock, pauses);
  }

  /**
   * All exports of the enterprise.
   *
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public UsageReportExportList list() {
    return api.listUsageReportExports(enterprise);
  }

  /**
   * How one export is now.
   *
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public UsageReportExport get(String id) {
    return api.getUsageReportExport(enterprise, PathSegment.require("the export's id", id));
  }

  /**
   * Asks GitHub to prepare a report. The request is never sent twice: when it isn't clear what
   * became of it, the exports are listed, and the one that has come up since is taken over if it is
   * what was asked for. So is the export that is being prepared already, of which GitHub allows one
   * at a time. To know what has come up since, the exports are listed beforehand too; when that
   * fails, nothing is asked for.
   *
   * @return a handle on the export, which as a rule is still {@code processing}
   * @throws dev.ghbilling.error.ExportInProgressException when another export is being prepared
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public Export request(UsageReportExportRequest request) {
    return export(requests.send(request));
  }

  /** A handle on the export of that id; asks nothing yet. */
  public Export export(String id) {
    PathSegment.require("the export's id", id);
    return new Export(this, storage, clock, pauses, id);
  }
}
