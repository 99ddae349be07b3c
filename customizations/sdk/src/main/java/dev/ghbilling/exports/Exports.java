package dev.ghbilling.exports;

import dev.ghbilling.client.api.UsageReportExportsApi;
import dev.ghbilling.client.model.UsageReportExport;
import dev.ghbilling.client.model.UsageReportExportList;
import dev.ghbilling.client.model.UsageReportExportRequest;
import dev.ghbilling.http.PathSegment;
import dev.ghbilling.http.Sleeper;
import java.time.Clock;
import okhttp3.OkHttpClient;

/**
 * Usage reports that GitHub prepares in the background. A public preview of GitHub's, subject to
 * change.
 */
public final class Exports {
  private final UsageReportExportsApi api;
  private final String enterprise;
  private final Download download;
  private final Clock clock;
  private final Sleeper sleeper;

  /**
   * Made by {@code GitHubBilling}; made directly, over any implementation of the interface.
   *
   * @param api the operations
   * @param enterprise the enterprise's slug
   * @param storage what fetches files; it must not add credentials
   * @param allowInsecure whether files are fetched over plain http from another machine
   * @param clock tells when waiting is over
   * @param sleeper waits
   */
  public Exports(
      UsageReportExportsApi api,
      String enterprise,
      OkHttpClient storage,
      boolean allowInsecure,
      Clock clock,
      Sleeper sleeper) {
    this.api = api;
    this.enterprise = enterprise;
    this.download = new Download(storage, allowInsecure);
    this.clock = clock;
    this.sleeper = sleeper;
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
   * Asks GitHub to prepare a report. Never sent twice by itself: a second request would be a second
   * export.
   *
   * @return the new export, as a rule {@code processing}
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public UsageReportExport request(UsageReportExportRequest request) {
    return api.createUsageReportExport(enterprise, request);
  }

  /** A handle on the export of that id; asks nothing yet. */
  public Export export(String id) {
    PathSegment.require("the export's id", id);
    return new Export(this, download, clock, sleeper, id);
  }
}
