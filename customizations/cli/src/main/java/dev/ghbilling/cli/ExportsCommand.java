package dev.ghbilling.cli;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.model.UsageReportExport;
import dev.ghbilling.client.model.UsageReportExportRequest;
import dev.ghbilling.client.model.UsageReportType;
import dev.ghbilling.exports.Export;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "exports",
    description = {
      "Usage reports that GitHub prepares in the background, for download as CSV.",
      "A public preview of GitHub's, subject to change."
    },
    synopsisSubcommandLabel = "COMMAND")
final class ExportsCommand {
  private static final long MOST_MINUTES = Duration.ofDays(1).toMinutes();

  private final Console console;

  ExportsCommand(Console console) {
    this.console = console;
  }

  @Command(name = "list", description = "All exports of the enterprise.")
  void list(@Mixin ApiOptions api, @Mixin OutputOptions output) {
    try (GitHubBilling billing = api.connect()) {
      output.print(billing.exports().list());
    }
  }

  @Command(name = "get", description = "How one export is.")
  void get(
      @Mixin ApiOptions api,
      @Mixin OutputOptions output,
      @Parameters(paramLabel = "ID", description = "The export's id.") String id) {
    try (GitHubBilling billing = api.connect()) {
      output.print(billing.exports().get(id));
    }
  }

  @Command(
      name = "create",
      description = "Ask for a report; with --wait or --output also wait until it is there.")
  void create(
      @Mixin ApiOptions api,
      @Mixin OutputOptions output,
      @Option(
              names = "--type",
              required = true,
              paramLabel = "T",
              description = "detailed, summarized, premium_request, or another that GitHub knows.")
          String type,
      @Option(
              names = "--start",
              required = true,
              paramLabel = "DATE",
              description = "The first day, as 2024-01-31.")
          LocalDate start,
      @Option(
              names = "--end",
              paramLabel = "DATE",
              description = "The last day; today in UTC when not given.")
          @Nullable LocalDate end,
      @Option(names = "--send-email", description = "Let GitHub send an e-mail when it is ready.")
          boolean sendEmail,
      @Option(names = "--wait", description = "Wait until the report is ready.") boolean wait,
      @Option(
              names = "--timeout",
              paramLabel = "MINUTES",
              defaultValue = "30",
              description = "How long to wait at the most, 1 to 1440; 30 when not given.")
          long minutes,
      @Option(
              names = "--output",
              paramLabel = "DIR",
              description = "Wait, then download the report into this folder.")
          @Nullable Path folder) {
    if (end != null && end.isBefore(start)) {
      throw new WrongUsageException("--end is before --start");
    }
    if (minutes < 1 || minutes > MOST_MINUTES) {
      throw new WrongUsageException(
          "--timeout must be 1 to %d, not %d".formatted(MOST_MINUTES, minutes));
    }
    if (folder != null) {
      OutputFolder.require(folder);
    }
    UsageReportExportRequest request =
        UsageReportExportRequest.of(new UsageReportType(type), start)
            .withEndDate(end)
            .withSendEmail(sendEmail ? Boolean.TRUE : null);
    try (GitHubBilling billing = api.connect()) {
      Export export = billing.exports().request(request);
      // Whatever happens next, the export can be found again.
      console.note("requested export " + export.id());
      if (!wait && folder == null) {
        output.print(export.get());
        return;
      }
      ExportProgress progress = new ExportProgress(console);
      UsageReportExport completed = progress.await(export, Duration.ofMinutes(minutes));
      List<Path> files = folder == null ? List.of() : progress.download(export, folder);
      output.print(completed);
      if (folder != null) {
        console.note(files.isEmpty() ? "the report has no rows, so there is no file" : "saved:");
        files.forEach(file -> console.note("  " + file.toAbsolutePath()));
      }
    }
  }

  @Command(name = "download", description = "Download a completed export.")
  void download(
      @Mixin ApiOptions api,
      @Mixin OutputOptions output,
      @Parameters(paramLabel = "ID", description = "The export's id.") String id,
      @Option(
              names = "--output",
              required = true,
              paramLabel = "DIR",
              description = "The folder to put the files in.")
          Path folder) {
    OutputFolder.require(folder);
    try (GitHubBilling billing = api.connect()) {
      List<Path> files = new ExportProgress(console).download(billing.exports().export(id), folder);
      output.print(DownloadedFiles.of(id, files));
    }
  }
}
