package dev.ghbilling.exports;

import dev.ghbilling.client.api.UsageReportExportsApi;
import dev.ghbilling.client.model.UsageReportExport;
import dev.ghbilling.client.model.UsageReportExportList;
import dev.ghbilling.client.model.UsageReportExportRequest;
import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.internal.uri.PathSegment;

/**
 * A client for usage reports that GitHub prepares in the background. Get it from {@code
 * GitHubBilling.exports()}.
 *
 * <pre>{@code
 * Export export =
 *     billing.exports().request(
 *         UsageReportExportRequest.builder()
 *             .reportType(UsageReportType.DETAILED)
 *             .startDate(LocalDate.of(2025, 1, 1))
 *             .build());
 * export.await(Duration.ofMinutes(30), state -> {});
 * try (Stream<UsageReportRow> rows = export.rows(folder)) {
 *   rows.forEach(row -> book(row.netAmount()));
 * }
 * }</pre>
 *
 * <p>See GitHub's document <q>Usage report exports</q>.
 */
public final class Exports {
  private final ApiClients clients;
  private final String enterprise;

  private Exports(ApiClients clients, String enterprise) {
    this.clients = clients;
    this.enterprise = enterprise;
  }

  /** Returns the noun for an enterprise; called by {@code GitHubBilling}. */
  @SuppressWarnings("exports") // For the front door alone, which has the clients.
  public static Exports of(ApiClients clients, String enterprise) {
    return new Exports(clients, enterprise);
  }

  /**
   * Lists all exports of the enterprise.
   *
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public UsageReportExportList list() {
    return clients.create(UsageReportExportsApi.class).listUsageReportExports(enterprise);
  }

  /**
   * Gets the state of an export.
   *
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public UsageReportExport get(String id) {
    return export(id).get();
  }

  /**
   * Requests a report, which GitHub then prepares. The request is never sent twice. If it is
   * unclear whether the request arrived, the exports are listed, and a new one that matches the
   * request is adopted. So is a matching export that is already in progress; GitHub allows one at a
   * time. To tell which exports are new, they are also listed before the request; when that fails,
   * nothing is requested.
   *
   * @return a handle on the export, which is usually still {@code processing}
   * @throws dev.ghbilling.error.ExportInProgressException when another export is in progress
   * @throws dev.ghbilling.error.ExportException when the response is about a report of another type
   *     or of other dates than the request
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public Export request(UsageReportExportRequest request) {
    UsageReportExport created = new ExportRequests(clients, enterprise).send(request);
    Export handle = export(created.id());
    handle.remember(created);
    return handle;
  }

  /** Returns a handle on the export with the id. Sends nothing. */
  public Export export(String id) {
    return new Export(clients, enterprise, PathSegment.require("the export's id", id));
  }
}
