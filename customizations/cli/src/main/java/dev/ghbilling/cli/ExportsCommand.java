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
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What can be asked of exports and done with them. */
@Command(
    name = "exports",
    description = {
      "Usage reports that GitHub prepares in the background, for download as CSV.",
      "A public preview of GitHub's, subject to change."
    })
final class ExportsCommand {
  private ExportsCommand() {}

  static CommandLine commandLine(Console console) {
    return new CommandLine(new ExportsCommand())
        .addSubcommand(
            ReadCommand.commandLine(
                "list",
                "All exports of the enterprise.",
                console,
                billing -> billing.exports().list()))
        .addSubcommand(new Get(console))
        .addSubcommand(new Create(console))
        .addSubcommand(new Download(console));
  }

  /** Asks for one export. */
  @Command(name = "get", description = "How one export is.")
  private static final class Get extends ApiCommand {
    @Parameters(paramLabel = "ID", description = "The export's id.")
    private String id;

    Get(Console console) {
      super(console);
    }

    @Override
    public void run() {
      try (GitHubBilling billing = api.connect()) {
        output.print(billing.exports().get(id));
      }
    }
  }

  /** Requests an export, and waits for it where that is wanted. */
  @Command(
      name = "create",
      description = "Ask for a report; with --wait or --output also wait until it is there.")
  private static final class Create extends ApiCommand {
    private static final long MOST_MINUTES = Duration.ofDays(1).toMinutes();

    @Option(
        names = "--type",
        paramLabel = "T",
        required = true,
        description = "detailed, summarized, premium_request, or another that GitHub knows.")
    private String type;

    @Option(
        names = "--start",
        paramLabel = "DATE",
        required = true,
        description = "The first day, as 2024-01-31.")
    private LocalDate start;

    @Option(
        names = "--end",
        paramLabel = "DATE",
        description = "The last day; today in UTC when not given.")
    private @Nullable LocalDate end;

    @Option(names = "--send-email", description = "Let GitHub send an e-mail when it is ready.")
    private boolean sendEmail;

    @Option(names = "--wait", description = "Wait until the report is ready.")
    private boolean wait;

    @Option(
        names = "--timeout",
        paramLabel = "MINUTES",
        description = "How long to wait at the most, 1 to 1440; 30 when not given.")
    private long minutes = 30;

    @Option(
        names = "--output",
        paramLabel = "DIR",
        description = "Wait, then download the report into this folder.")
    private @Nullable Path folder;

    Create(Console console) {
      super(console);
    }

    @Override
    public void run() {
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
  }

  /** Downloads the files of a completed export. */
  @Command(name = "download", description = "Download a completed export.")
  private static final class Download extends ApiCommand {
    @Parameters(paramLabel = "ID", description = "The export's id.")
    private String id;

    @Option(
        names = "--output",
        paramLabel = "DIR",
        required = true,
        description = "The folder to put the files in.")
    private Path folder;

    Download(Console console) {
      super(console);
    }

    @Override
    public void run() {
      OutputFolder.require(folder);
      try (GitHubBilling billing = api.connect()) {
        List<Path> files =
            new ExportProgress(console).download(billing.exports().export(id), folder);
        output.print(DownloadedFiles.of(id, files));
      }
    }
  }
}
