package dev.ghbilling.exports;

import dev.ghbilling.call.FailedAttempt;
import dev.ghbilling.client.api.UsageReportExportsApi;
import dev.ghbilling.client.model.UsageReportExport;
import dev.ghbilling.client.model.UsageReportExportList;
import dev.ghbilling.client.model.UsageReportExportRequest;
import dev.ghbilling.client.model.UsageReportExportStatus;
import dev.ghbilling.error.CallException;
import dev.ghbilling.error.ConflictException;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.ExportException;
import dev.ghbilling.error.ExportInProgressException;
import dev.ghbilling.error.ServerException;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.internal.call.CallSettings;
import dev.ghbilling.internal.call.Retries;
import dev.ghbilling.internal.time.Deadline;
import dev.ghbilling.internal.transport.ServerTime;
import feign.TypedResponse;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Creates exports, each by exactly one request. When the response is lost, the exports are listed
 * again and compared with a list from before the request: a new export that matches the request is
 * adopted. Timestamps can't replace the comparison, since {@code created_at} has whole seconds only
 * and an export created just before the request would look new.
 */
final class ExportRequests {
  private final UsageReportExportsApi api;
  private final String enterprise;
  private final Retries retries;
  private final CallSettings settings;

  ExportRequests(ApiClients clients, String enterprise) {
    this.api = clients.create(UsageReportExportsApi.class);
    this.enterprise = enterprise;
    this.retries = clients.retries();
    this.settings = clients.settings();
  }

  /** The exports at one moment, and the server's date then. */
  private record Listing(List<UsageReportExport> exports, LocalDate day) {
    Set<String> ids() {
      return exports.stream().map(UsageReportExport::id).collect(Collectors.toSet());
    }
  }

  /**
   * Requests the export, and returns the new export or a matching one in progress.
   *
   * @throws ExportException when the new export isn't the one that was asked for
   */
  UsageReportExport send(UsageReportExportRequest request) {
    Listing before = list();
    try {
      TypedResponse<UsageReportExport> response =
          api.createUsageReportExportWithHttpInfo(enterprise, request);
      UsageReportExport created = response.body();
      LocalDate today = day(response);
      if (!matches(created, request, before.day(), today)) {
        ReportScope.of(request, today).require(created);
      }
      return created;
    } catch (ConflictException e) {
      return running(request, before, e);
    } catch (CallException e) {
      if (!isUnclear(e)) {
        throw e;
      }
      return created(request, before, e).orElseThrow(() -> e);
    }
  }

  /** Returns whether the export may have been created although the call failed. */
  private static boolean isUnclear(CallException e) {
    if (e.attempts() == 0 || Thread.currentThread().isInterrupted()) {
      return false;
    }
    if (e instanceof ConnectionException) {
      return !(e.getCause() instanceof ConnectException)
          && !(e.getCause() instanceof UnknownHostException);
    }
    return e instanceof ServerException
        || e instanceof UnreadableResponseException
        || e.status() == 408;
  }

  private Optional<UsageReportExport> created(
      UsageReportExportRequest request, Listing before, CallException unclear) {
    Set<String> known = before.ids();
    Deadline deadline = Deadline.after(settings.callTimeout, settings.time.clock());
    try {
      // The list may lag behind, so it is requested several times.
      for (int attempt = 1; ; attempt++) {
        Optional<UsageReportExport> created = firstNew(request, before, known);
        Duration pause =
            created.isPresent()
                ? null
                : retries.pauseAfter(new FailedAttempt(attempt, 0, false, null, unclear), deadline);
        if (pause == null) {
          return created;
        }
        retries.pause(pause);
      }
    } catch (CallException e) {
      unclear.addSuppressed(e);
      return Optional.empty();
    }
  }

  private Optional<UsageReportExport> firstNew(
      UsageReportExportRequest request, Listing before, Set<String> known) {
    Listing now = list();
    return now.exports().stream()
        .filter(export -> !known.contains(export.id()))
        .filter(export -> matches(export, request, before.day(), now.day()))
        .findFirst();
  }

  private UsageReportExport running(
      UsageReportExportRequest request, Listing before, ConflictException conflict) {
    try {
      Listing now = list();
      List<UsageReportExport> running =
          now.exports().stream().filter(ExportRequests::isRunning).toList();
      return running.stream()
          .filter(export -> matches(export, request, before.day(), now.day()))
          .findFirst()
          .orElseThrow(
              () ->
                  new ExportInProgressException(
                      conflict,
                      running.stream().map(UsageReportExport::id).findFirst().orElse(null)));
    } catch (ExportInProgressException e) {
      throw e;
    } catch (CallException e) {
      ExportInProgressException inProgress = new ExportInProgressException(conflict, null);
      inProgress.addSuppressed(e);
      throw inProgress;
    }
  }

  private static boolean isRunning(UsageReportExport export) {
    return !export.status().equals(UsageReportExportStatus.COMPLETED)
        && !export.status().equals(Export.FAILED);
  }

  /**
   * Compares the report type and the dates. A request without an end date ends today; since
   * midnight may pass between the two lists, the date of either counts.
   */
  private static boolean matches(
      UsageReportExport export,
      UsageReportExportRequest request,
      LocalDate dayBefore,
      LocalDate today) {
    ReportScope scope = ReportScope.of(export);
    return scope.equals(ReportScope.of(request, dayBefore))
        || scope.equals(ReportScope.of(request, today));
  }

  private Listing list() {
    TypedResponse<UsageReportExportList> response =
        api.listUsageReportExportsWithHttpInfo(enterprise);
    return new Listing(response.body().usageReportExports(), day(response));
  }

  private LocalDate day(TypedResponse<?> response) {
    ServerTime time = new ServerTime(response.headers(), settings.time.clock());
    return LocalDate.ofInstant(time.now(), ZoneOffset.UTC);
  }
}
