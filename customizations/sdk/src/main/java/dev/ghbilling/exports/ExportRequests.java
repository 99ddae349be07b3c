package dev.ghbilling.exports;

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
import dev.ghbilling.error.UnreadableAnswerException;
import dev.ghbilling.http.Pauses;
import feign.TypedResponse;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Creates exports, each by one request and no more. What became of a request that was not answered
 * is told by two lists: an export that only the later one has, and that is what was asked for, is
 * taken over. Times would not do: {@code created_at} has no fractions of a second, so that an
 * export of a moment before would pass for a new one.
 */
final class ExportRequests {
  /** A list may lag behind; so it is looked at twice. */
  private static final Duration UNTIL_LISTED = Duration.ofSeconds(2);

  private final UsageReportExportsApi api;
  private final String enterprise;
  private final Clock clock;
  private final Pauses pauses;

  ExportRequests(UsageReportExportsApi api, String enterprise, Clock clock, Pauses pauses) {
    this.api = api;
    this.enterprise = enterprise;
    this.clock = clock;
    this.pauses = pauses;
  }

  /** The exports at a time, and the day that it is at the server. */
  private record Listing(List<UsageReportExport> exports, LocalDate day) {
    Set<String> ids() {
      return exports.stream().map(UsageReportExport::id).collect(Collectors.toSet());
    }
  }

  /** The id of the export that is what was asked for. */
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

  /** Whether the export may have been created nevertheless. */
  private static boolean isUnclear(CallException e) {
    if (Thread.currentThread().isInterrupted()) {
      return false;
    }
    if (e instanceof ConnectionException) {
      return !(e.getCause() instanceof ConnectException)
          && !(e.getCause() instanceof UnknownHostException);
    }
    return e instanceof ServerException
        || e instanceof UnreadableAnswerException
        || e.status() == 408;
  }

  private Optional<String> created(
      UsageReportExportRequest request, Listing before, CallException unclear) {
    Set<String> known = before.ids();
    try {
      Optional<String> created = firstNew(request, before, known);
      if (created.isEmpty()) {
        pauses.sleep(UNTIL_LISTED);
        created = firstNew(request, before, known);
      }
      return created;
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
        .filter(export -> isWhatWasAskedFor(export, request, before.day(), now.day()))
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
          .filter(export -> isWhatWasAskedFor(export, request, before.day(), now.day()))
          .map(UsageReportExport::id)
          .findFirst()
          .orElseThrow(
              () ->
                  new ExportInProgressException(
                      conflict, running.stream().map(UsageReportExport::id).findFirst()));
    } catch (ExportInProgressException e) {
      throw e;
    } catch (CallException e) {
      ExportInProgressException inProgress =
          new ExportInProgressException(conflict, Optional.empty());
      inProgress.addSuppressed(e);
      throw inProgress;
    }
  }

  private static boolean isRunning(UsageReportExport export) {
    return !export.status().equals(UsageReportExportStatus.COMPLETED)
        && !export.status().equals(Export.FAILED);
  }

  /** Without an end, it ends today: on the day of one of the lists, should midnight be between. */
  private static boolean isWhatWasAskedFor(
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
    TypedResponse<UsageReportExportList> answer =
        api.listUsageReportExportsWithHttpInfo(enterprise);
    return new Listing(answer.body().usageReportExports(), day(answer));
  }

  private LocalDate day(TypedResponse<?> answer) {
    String date =
        answer.headers().getOrDefault("Date", List.of()).stream().findFirst().orElse("").strip();
    try {
      return DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, LocalDate::from);
    } catch (DateTimeException notSaid) {
      return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
  }
}
