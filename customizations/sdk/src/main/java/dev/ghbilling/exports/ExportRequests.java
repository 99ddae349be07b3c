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
 * Creates exports, each by one request and no more. Two lists tell what became of a request without
 * a response: an export that only the later one has, and that matches the request, is taken over.
 * Times would not do: {@code created_at} has no fractions of a second, so an export of a moment
 * before would pass for a new one.
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

  /** The exports at some time, and the day that it is at the server. */
  private record Listing(List<UsageReportExport> exports, LocalDate day) {
    Set<String> ids() {
      return exports.stream().map(UsageReportExport::id).collect(Collectors.toSet());
    }
  }

  /** Returns the id of the export that matches the request. */
  String send(UsageReportExportRequest request) {
    Listing before = list();
    try {
      return api.createUsageReportExport(enterprise, request).id();
    } catch (ConflictException e) {
      return running(request, before, e);
    } catch (CallException e) {
      if (!isUnclear(e)) {
        throw e;
      }
      return created(request, before, e).orElseThrow(() -> e);
    }
  }

  /** Returns whether the export may have been created nevertheless. */
  private static boolean isUnclear(CallException e) {
    if (Thread.currentThread().isInterrupted()) {
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

  private Optional<String> created(
      UsageReportExportRequest request, Listing before, CallException unclear) {
    Set<String> known = before.ids();
    Deadline deadline = Deadline.after(settings.callTimeout, settings.time.clock());
    try {
      // The list may lag behind, so it is read several times.
      for (int attempt = 1; ; attempt++) {
        Optional<String> created = firstNew(request, before, known);
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

  private Optional<String> firstNew(
      UsageReportExportRequest request, Listing before, Set<String> known) {
    Listing now = list();
    return now.exports().stream()
        .filter(export -> !known.contains(export.id()))
        .filter(export -> matches(export, request, before.day(), now.day()))
        .map(UsageReportExport::id)
        .findFirst();
  }

  private String running(
      UsageReportExportRequest request, Listing before, ConflictException conflict) {
    try {
      Listing now = list();
      List<UsageReportExport> running =
          now.exports().stream().filter(ExportRequests::isRunning).toList();
      return running.stream()
          .filter(export -> matches(export, request, before.day(), now.day()))
          .map(UsageReportExport::id)
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

  /** Without an end, it ends today: on the day of one of the lists, should midnight be between. */
  private static boolean matches(
      UsageReportExport export,
      UsageReportExportRequest request,
      LocalDate dayBefore,
      LocalDate today) {
    LocalDate end = request.endDate();
    return export.reportType().equals(request.reportType())
        && export.startDate().equals(request.startDate())
        && (end == null
            ? export.endDate().equals(dayBefore) || export.endDate().equals(today)
            : export.endDate().equals(end));
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
