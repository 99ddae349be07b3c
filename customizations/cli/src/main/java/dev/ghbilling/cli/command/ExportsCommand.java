package dev.ghbilling.cli.command;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.cli.input.NamedMonth;
import dev.ghbilling.cli.input.OpenEnumeration;
import dev.ghbilling.cli.input.OutputFolder;
import dev.ghbilling.cli.input.RecentDays;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Columns;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.client.model.UsageReportExport;
import dev.ghbilling.client.model.UsageReportExportList;
import dev.ghbilling.client.model.UsageReportExportRequest;
import dev.ghbilling.client.model.UsageReportType;
import dev.ghbilling.exports.Export;
import dev.ghbilling.ledger.store.Manifest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Groups the commands for exports of usage reports. */
@Command(
    name = "exports",
    description = {
      "Manage usage reports, which GitHub prepares in the background and offers as CSV files.",
      "This part of the API is a public preview and may change."
    })
public final class ExportsCommand {
  private static final String NO_FILES = "The report has no rows, so no file was saved.";

  private ExportsCommand() {}

  /** Creates the command with its subcommands. */
  public static CommandLine commandLine(Console console) {
    return new CommandLine(new ExportsCommand())
        .addSubcommand(new ListAll(console))
        .addSubcommand(new Get(console))
        .addSubcommand(new Create(console))
        .addSubcommand(new Download(console));
  }

  /** Lists exports. */
  @Command(name = "list", description = "List all exports of the enterprise.")
  private static final class ListAll extends ApiCommand {
    @Mixin private final RowOptions rows;

    ListAll(Console console) {
      super(console, EnumSet.of(Account.ENTERPRISE));
      this.rows = new RowOptions(console);
    }

    @Override
    public void run() {
      List<String> columns = Columns.of(UsageReportExport.class);
      rows.requireValid(columns);
      try (GitHubBilling billing = api.connect()) {
        UsageReportExportList all = billing.exports().list();
        output.print(
            all.toBuilder().usageReportExports(rows.of(all.usageReportExports(), columns)).build());
      }
    }
  }

  /** Shows one export. */
  @Command(name = "get", description = "Show the status of an export.")
  private static final class Get extends ApiCommand {
    @Parameters(paramLabel = "ID", description = "The ID of the export.")
    private String id;

    Get(Console console) {
      super(console, EnumSet.of(Account.ENTERPRISE));
    }

    @Override
    public void run() {
      try (GitHubBilling billing = api.connect()) {
        output.print(billing.exports().get(id));
      }
    }
  }

  /** Requests an export and, if asked to, waits for it and downloads it. */
  @Command(
      name = "create",
      description = {
        "Request a usage report.",
        "With --wait or --output, the command waits until the report is ready."
      })
  private static final class Create extends ApiCommand {
    private static final long MAX_MINUTES = Duration.ofDays(1).toMinutes();

    /** The types that the contract lists. */
    private static final class Types implements Iterable<String> {
      @Override
      public Iterator<String> iterator() {
        return OpenEnumeration.known(UsageReportType.class).iterator();
      }
    }

    @Option(
        names = "--type",
        paramLabel = "T",
        required = true,
        completionCandidates = Types.class,
        description =
            "The type of report: ${COMPLETION-CANDIDATES}, or another one that GitHub supports.")
    private UsageReportType type;

    /** The first day, which one of three options says. */
    private static final class Start {
      @Option(
          names = {"--start", "--since"},
          paramLabel = "DATE",
          description = "The first day, for example 2024-01-31.")
      private @Nullable LocalDate day;

      @Option(
          names = "--last",
          paramLabel = "7d|3m|1y",
          converter = RecentDays.Converter.class,
          description =
              "The last days, weeks, months or years, including today, in place of --start. Months are calendar months: 3m is the current month and the two before it.")
      private @Nullable RecentDays last;

      @Option(
          names = "--month",
          paramLabel = "YYYY-MM|this|last",
          description = "The month, in place of --start and --end.")
      private @Nullable NamedMonth month;

      LocalDate first(LocalDate today) {
        if (month != null) {
          return month.from(YearMonth.from(today)).atDay(1);
        }
        return last == null ? Objects.requireNonNull(day) : last.first(today);
      }

      /** Returns the last day of a month, up to today; null without {@code --month}. */
      @Nullable LocalDate end(LocalDate today) {
        if (month == null) {
          return null;
        }
        LocalDate end = month.from(YearMonth.from(today)).atEndOfMonth();
        return end.isAfter(today) ? today : end;
      }
    }

    @ArgGroup(multiplicity = "1")
    private Start from = new Start();

    @Option(
        names = {"--end", "--until"},
        paramLabel = "DATE",
        description = "The last day. Default: today in UTC.")
    private @Nullable LocalDate end;

    @Option(
        names = "--send-email",
        description = "Ask GitHub to send an email when the report is ready.")
    private boolean sendEmail;

    @Option(names = "--wait", description = "Wait until the report is ready.")
    private boolean wait;

    @Option(
        names = "--timeout",
        paramLabel = "MINUTES",
        description = "The maximum time to wait, 1 to 1440 minutes. Default: 30.")
    private long minutes = 30;

    @Option(
        names = {"-o", "--output"},
        paramLabel = "DIR",
        description = "Wait until the report is ready and download it to this folder.")
    private @Nullable Path folder;

    Create(Console console) {
      super(console, EnumSet.of(Account.ENTERPRISE), new OutputOptions(console, false));
    }

    @Override
    public void run() {
      LocalDate start = from.first(console.today());
      LocalDate endOfMonth = from.end(console.today());
      if (endOfMonth != null && end != null) {
        throw new WrongUsageException("--month excludes --end");
      }
      if (end != null && end.isBefore(start)) {
        throw new WrongUsageException(
            "--end must not be before --start (%s), was %s".formatted(start, end));
      }
      requireNotInTheFuture("--start", start);
      requireNotInTheFuture("--end", end);
      if (minutes < 1 || minutes > MAX_MINUTES) {
        throw new WrongUsageException(
            "--timeout must be 1 to %d minutes, was %d".formatted(MAX_MINUTES, minutes));
      }
      if (folder != null) {
        OutputFolder.require(folder);
      }
      LocalDate last = endOfMonth == null ? end : endOfMonth;
      LocalDate kept = Manifest.firstKept(console.today());
      if (last != null && last.isBefore(kept)) {
        console.note(UsagePeriod.notKept(new UsagePeriod.Days(start, last).toString(), kept));
      }
      UsageReportExportRequest request =
          UsageReportExportRequest.builder()
              .reportType(type)
              .startDate(start)
              .endDate(last)
              .sendEmail(sendEmail ? Boolean.TRUE : null)
              .build();
      try (GitHubBilling billing = api.connect()) {
        Export export = billing.exports().request(request);
        // Printed first, so that the export can be found again if anything fails later.
        console.note("Requested export " + export.id());
        if (!wait && folder == null) {
          output.print(export.get());
          return;
        }
        waited(export);
      }
    }

    private void waited(Export export) {
      ExportProgress progress = new ExportProgress(console);
      ShutdownHook interrupted =
          ShutdownHook.of(
              () ->
                  console.note(
                      "ghbilling: interrupted; GitHub still prepares export %1$s. To download it when it is completed: ghbilling exports download %1$s --output %2$s"
                          .formatted(export.id(), folder == null ? "DIR" : folder)));
      UsageReportExport completed;
      List<Path> files;
      try {
        completed = progress.await(export, Duration.ofMinutes(minutes));
        files = folder == null ? List.of() : progress.download(export, folder);
      } finally {
        interrupted.close();
      }
      output.print(completed);
      if (folder != null) {
        console.note(files.isEmpty() ? NO_FILES : "Saved:");
        files.forEach(file -> console.note("  " + file.toAbsolutePath()));
      }
    }

    private void requireNotInTheFuture(String option, @Nullable LocalDate day) {
      if (day != null && day.isAfter(console.today())) {
        throw new WrongUsageException(
            "%s must not be after today (%s in UTC), was %s"
                .formatted(option, console.today(), day));
      }
    }
  }

  /** Downloads the files of a completed export. */
  @Command(
      name = "download",
      description = {
        "Download the files of a completed export.",
        "A download that was interrupted continues where it stopped when you repeat the command, if"
            + " the host proves that the file is the same. A file that isn't a usage report is"
            + " refused, and so is a report with an incomplete row, a date outside of the export's"
            + " or other columns than its first file has."
      })
  private static final class Download extends ApiCommand {
    @Parameters(paramLabel = "ID", description = "The ID of the export.")
    private String id;

    @Option(
        names = {"-o", "--output"},
        paramLabel = "DIR",
        required = true,
        description = "The folder for the files.")
    private Path folder;

    Download(Console console) {
      super(console, EnumSet.of(Account.ENTERPRISE), new OutputOptions(console, false));
    }

    @Override
    public void run() {
      OutputFolder.require(folder);
      try (GitHubBilling billing = api.connect()) {
        List<Path> files =
            new ExportProgress(console).download(billing.exports().export(id), folder);
        output.print(DownloadedFiles.of(id, files));
        if (files.isEmpty()) {
          console.note(NO_FILES);
        }
      }
    }
  }
}
