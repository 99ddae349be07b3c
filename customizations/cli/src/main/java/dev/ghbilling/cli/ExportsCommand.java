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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What can be asked of exports and done with them. */
final class ExportsCommand {
  private ExportsCommand() {}

  static List<Subcommand> subcommands() {
    return List.of(
        Subcommand.doing(
            "list",
            console -> new ReadCommand(console, billing -> billing.exports().list()),
            "All exports of the enterprise."),
        Subcommand.doing("get", Get::new, "How one export is."),
        Subcommand.doing(
            "create",
            Create::new,
            "Ask for a report; with --wait or --output also wait until it is there."),
        Subcommand.doing("download", Download::new, "Download a completed export."));
  }

  private static PositionalParamSpec id() {
    return Arguments.text("ID", "The export's id.");
  }

  /** Asks for one export. */
  private static final class Get extends ApiAction {
    private final PositionalParamSpec id = id();

    Get(Console console) {
      super(console);
    }

    @Override
    public void addTo(CommandSpec command) {
      super.addTo(command);
      command.addPositional(id);
    }

    @Override
    public void run() {
      try (GitHubBilling billing = api.connect()) {
        output.print(billing.exports().get(id.getValue()));
      }
    }
  }

  /** Requests an export, and waits for it where that is wanted. */
  private static final class Create extends ApiAction {
    private static final long MOST_MINUTES = Duration.ofDays(1).toMinutes();

    private final OptionSpec type =
        Arguments.option(
                "--type",
                "T",
                String.class,
                "detailed, summarized, premium_request, or another that GitHub knows.")
            .required(true)
            .build();
    private final OptionSpec start =
        Arguments.option("--start", "DATE", LocalDate.class, "The first day, as 2024-01-31.")
            .converters(Converters::date)
            .required(true)
            .build();
    private final OptionSpec end =
        Arguments.option(
                "--end", "DATE", LocalDate.class, "The last day; today in UTC when not given.")
            .converters(Converters::date)
            .build();
    private final OptionSpec sendEmail =
        Arguments.flag("--send-email", "Let GitHub send an e-mail when it is ready.");
    private final OptionSpec wait = Arguments.flag("--wait", "Wait until the report is ready.");
    private final OptionSpec timeout =
        Arguments.option(
                "--timeout",
                "MINUTES",
                long.class,
                "How long to wait at the most, 1 to 1440; 30 when not given.")
            .defaultValue("30")
            .build();
    private final OptionSpec folder =
        Arguments.path("--output", "DIR", "Wait, then download the report into this folder.")
            .build();

    Create(Console console) {
      super(console);
    }

    @Override
    public void addTo(CommandSpec command) {
      super.addTo(command);
      command
          .addOption(type)
          .addOption(start)
          .addOption(end)
          .addOption(sendEmail)
          .addOption(wait)
          .addOption(timeout)
          .addOption(folder);
    }

    @Override
    public void run() {
      LocalDate start = this.start.getValue();
      @Nullable LocalDate end = this.end.getValue();
      long minutes = timeout.<Long>getValue();
      @Nullable Path folder = this.folder.getValue();
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
          UsageReportExportRequest.of(new UsageReportType(type.getValue()), start)
              .withEndDate(end)
              .withSendEmail(Arguments.isGiven(sendEmail) ? Boolean.TRUE : null);
      try (GitHubBilling billing = api.connect()) {
        Export export = billing.exports().request(request);
        // Whatever happens next, the export can be found again.
        console.note("requested export " + export.id());
        if (!Arguments.isGiven(wait) && folder == null) {
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
  private static final class Download extends ApiAction {
    private final PositionalParamSpec id = id();
    private final OptionSpec folder =
        Arguments.path("--output", "DIR", "The folder to put the files in.").required(true).build();

    Download(Console console) {
      super(console);
    }

    @Override
    public void addTo(CommandSpec command) {
      super.addTo(command);
      command.addOption(folder).addPositional(id);
    }

    @Override
    public void run() {
      Path folder = this.folder.getValue();
      OutputFolder.require(folder);
      try (GitHubBilling billing = api.connect()) {
        String id = this.id.getValue();
        List<Path> files =
            new ExportProgress(console).download(billing.exports().export(id), folder);
        output.print(DownloadedFiles.of(id, files));
      }
    }
  }
}
