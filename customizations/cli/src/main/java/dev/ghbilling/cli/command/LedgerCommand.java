package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.cli.input.Converters;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.cli.output.Grid;
import dev.ghbilling.cli.output.ResultJson;
import dev.ghbilling.ledger.Ledger;
import dev.ghbilling.ledger.LedgerStatus;
import dev.ghbilling.ledger.store.LedgerException;
import dev.ghbilling.ledger.store.ReportType;
import dev.ghbilling.ledger.sync.SyncOptions;
import dev.ghbilling.ledger.sync.SyncResult;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Groups the commands for the history of a bill. */
@Command(
    name = "ledger",
    description = {
      "Keep the history of a bill in a folder, query it, and feed it on.",
      "GitHub forgets usage after 24 months and corrects it for days. A ledger keeps reports as they came, and their rows in Parquet files."
    })
public final class LedgerCommand {
  private LedgerCommand() {}

  /** Creates the command with its subcommands. */
  public static CommandLine commandLine(Console console) {
    return new CommandLine(new LedgerCommand())
        .addSubcommand(new Sync(console))
        .addSubcommand(new Status(console))
        .addSubcommand(new LedgerReportCommand(console))
        .addSubcommand(new Query(console))
        .addSubcommand(new LedgerExportCommand(console))
        .addSubcommand(new LedgerMetricsCommand(console))
        .addSubcommand(new LedgerCheckCommand(console));
  }

  /** Fetches what is missing. */
  @Command(
      name = "sync",
      description = {
        "Fetch the days that are missing or may still change.",
        "Exports of usage reports are requested one at a time, in the largest ranges that GitHub allows, and existing ones are taken over. Where GitHub refuses exports, the usage report is read instead. With --from-files, files are imported and nothing is requested."
      })
  private static final class Sync extends ApiCommand {
    private static final List<String> COLUMNS =
        List.of("type", "from", "to", "origin", "days", "rows");

    @Mixin private final LedgerOptions options;

    @Option(
        names = "--since",
        paramLabel = "DATE",
        description = "The first day. Default: as far back as GitHub keeps days, 24 months.")
    private @Nullable LocalDate since;

    @Option(
        names = "--types",
        paramLabel = "T,T",
        split = ",",
        converter = ExportedType.class,
        description =
            "The types of reports: detailed, summarized, premium_request, ai_credit. Default: all. With --from-files, the one type of the files. Default then: told from their columns.")
    private @Nullable List<ReportType> types;

    @Option(
        names = "--from-files",
        paramLabel = "CSV",
        arity = "1..*",
        description =
            "Import these usage reports, also as a spreadsheet saved them. They count for the days of which they have rows, unless GitHub itself has reported these days.")
    private @Nullable List<Path> files;

    @Option(
        names = "--settling-days",
        paramLabel = "N",
        defaultValue = "5",
        description =
            "How old a day must be to be final; younger ones are fetched again. Default: 5.")
    private int settlingDays;

    private static final class ExportedType implements ITypeConverter<ReportType> {
      @Override
      public ReportType convert(String text) {
        ReportType type = Converters.constant(ReportType.class, text.strip().replace('_', '-'));
        if (!type.isExported()) {
          throw new TypeConversionException("must be a type of exports, was " + text);
        }
        return type;
      }
    }

    Sync(Console console) {
      super(console);
      this.options = new LedgerOptions(console);
    }

    @Override
    public void run() {
      if (settlingDays < 0) {
        throw new WrongUsageException("--settling-days must not be negative, was " + settlingDays);
      }
      SyncResult result;
      try {
        result = files == null ? sync(options.ledger()) : importFiles(options.ledger(), files);
      } finally {
        console.endProgress();
      }
      output.print(document(result), "landed", COLUMNS, () -> grid(result));
      result.notes().forEach(note -> console.note("ghbilling: " + note));
      if (!result.complete()) {
        throw new LedgerException("not everything that was asked for could be had");
      }
    }

    private SyncResult sync(Ledger ledger) {
      SyncOptions sync =
          SyncOptions.DEFAULT.since(since).settlingDays(settlingDays).progress(console::progress);
      SyncOptions asked = types == null ? sync : sync.types(Set.copyOf(types));
      return api.call(
          new AccountCall<>(
              billing -> ledger.sync(billing, asked),
              billing -> ledger.sync(billing, asked),
              billing -> ledger.sync(billing, asked)));
    }

    private SyncResult importFiles(Ledger ledger, List<Path> reports) {
      if (since != null) {
        throw new WrongUsageException("--since and --from-files exclude each other");
      }
      Set<ReportType> given = types == null ? Set.of() : Set.copyOf(types);
      if (given.size() > 1) {
        throw new WrongUsageException("--from-files takes one type, and --types names several");
      }
      return ledger.importFiles(
          reports, given.stream().findFirst().orElse(null), console::progress);
    }

    private static ObjectNode document(SyncResult result) {
      ObjectNode document = ResultJson.object();
      ArrayNode landed = document.putArray("landed");
      for (SyncResult.Landed each : result.landed()) {
        landed
            .addObject()
            .put("type", each.type().value())
            .put("from", each.from().toString())
            .put("to", each.to().toString())
            .put("origin", each.origin())
            .put("days", each.days())
            .put("rows", each.rows());
      }
      ArrayNode notes = document.putArray("notes");
      result.notes().forEach(notes::add);
      return document.put("complete", result.complete());
    }

    private static Grid grid(SyncResult result) {
      return Grid.ofRows(document(result).path("landed"), COLUMNS);
    }
  }

  /** Shows what there is. */
  @Command(
      name = "status",
      description = {
        "Show which days of which type are there, settled, missing or changed, how fresh they are, and whether the bill agrees with GitHub's own sums.",
        "The landed files are compared with their checksums. Nothing is requested: the sums are those of the last sync."
      })
  private static final class Status implements Runnable {
    private static final List<String> COLUMNS =
        List.of(
            "month",
            "type",
            "days",
            "settled",
            "missing",
            "changed",
            "rows",
            "gross",
            "discount",
            "net",
            "newest_landing",
            "github_net",
            "net_difference");

    private final Console console;
    @Mixin private final LedgerOptions options;
    @Mixin private final OutputOptions output;

    Status(Console console) {
      this.console = console;
      this.options = new LedgerOptions(console);
      this.output = new OutputOptions(console);
    }

    @Override
    public void run() {
      LedgerStatus status = options.ledger().status();
      ObjectNode document = document(status);
      output.print(
          document, "months", COLUMNS, () -> Grid.ofRows(document.path("months"), COLUMNS));
      if (output.forPeople()) {
        notes(status).forEach(console::note);
      }
    }

    private static List<String> notes(LedgerStatus status) {
      List<String> notes = new ArrayList<>();
      notes.add(
          status.account() == null
              ? "The ledger of files, without an account."
              : "The ledger of the " + status.account() + ".");
      for (LedgerStatus.Total total : status.totals()) {
        BigDecimal difference = total.netDifference();
        notes.add(
            difference == null
                ? "%s: net %s; GitHub's own sum isn't known."
                    .formatted(total.month(), total.net().toPlainString())
                : total.agrees()
                    ? "%s: net %s, as GitHub's own sum of %s."
                        .formatted(total.month(), total.net().toPlainString(), total.githubAsOf())
                    : "%s: net %s differs from GitHub's own sum of %s by %s, gross by %s."
                        .formatted(
                            total.month(),
                            total.net().toPlainString(),
                            total.githubAsOf(),
                            difference.toPlainString(),
                            total.grossDifference() == null
                                ? "?"
                                : total.grossDifference().toPlainString()));
      }
      return notes;
    }

    private static ObjectNode document(LedgerStatus status) {
      ObjectNode document = ResultJson.object();
      if (status.account() != null) {
        document
            .putObject("account")
            .put("host", status.account().host())
            .put("kind", status.account().kind())
            .put("name", status.account().name());
      }
      document.put("newest_landing", text(status.newestLanding()));
      document.put("settling_days", status.settlingDays());
      ArrayNode months = document.putArray("months");
      for (LedgerStatus.Month month : status.months()) {
        ObjectNode row =
            months
                .addObject()
                .put("month", month.month().toString())
                .put("type", month.type().value())
                .put("days", month.days())
                .put("settled", month.settled())
                .put("missing", month.missing())
                .put("changed", month.changed())
                .put("rows", month.rows())
                .put("gross", month.gross())
                .put("discount", month.discount())
                .put("net", month.net())
                .put("newest_landing", text(month.newestLanding()));
        status.totals().stream()
            .filter(total -> total.month().equals(month.month()))
            .filter(total -> isOfBill(status, month))
            .forEach(
                total ->
                    row.put("github_net", total.githubNet())
                        .put("net_difference", total.netDifference()));
      }
      ArrayNode totals = document.putArray("totals");
      for (LedgerStatus.Total total : status.totals()) {
        totals
            .addObject()
            .put("month", total.month().toString())
            .put("gross", total.gross())
            .put("net", total.net())
            .put("github_gross", total.githubGross())
            .put("github_net", total.githubNet())
            .put("gross_difference", total.grossDifference())
            .put("net_difference", total.netDifference())
            .put("github_as_of", text(total.githubAsOf()));
      }
      return document;
    }

    /** Returns whether the month's row is the first of a type that the bill is made of. */
    private static boolean isOfBill(LedgerStatus status, LedgerStatus.Month month) {
      return status.months().stream()
          .filter(each -> each.month().equals(month.month()))
          .filter(
              each ->
                  each.type() == ReportType.DETAILED
                      || each.type() == ReportType.SUMMARIZED
                      || each.type() == ReportType.USAGE)
          .filter(each -> each.rows() > 0)
          .findFirst()
          .filter(month::equals)
          .isPresent();
    }

    private static @Nullable String text(@Nullable Object value) {
      return value == null ? null : value.toString();
    }
  }

  /** Runs a query. */
  @Command(
      name = "query",
      description = {
        "Query the ledger with DuckDB's SQL.",
        "Views: rows (all types), bill (the type that counts for each day), daily, monthly. Tables: days, landed. For example:",
        "  SELECT billing_month, sum(net_amount) FROM monthly GROUP BY ALL",
        "A statement can read nothing else, and write nothing."
      })
  private static final class Query implements Runnable {
    @Mixin private final LedgerOptions options;
    @Mixin private final OutputOptions output;

    @Parameters(paramLabel = "SQL", description = "The statement.")
    private String sql;

    Query(Console console) {
      this.options = new LedgerOptions(console);
      this.output = new OutputOptions(console);
    }

    @Override
    public void run() {
      Ledger.Table table = options.ledger().query(sql);
      ObjectNode document = ResultJson.object();
      ArrayNode rows = document.putArray("rows");
      for (List<@Nullable Object> values : table.rows()) {
        ObjectNode row = rows.addObject();
        for (int i = 0; i < values.size(); i++) {
          row.set(table.columns().get(i), json(values.get(i)));
        }
      }
      output.print(document, "rows", table.columns(), () -> Grid.ofRows(rows, table.columns()));
    }

    private static JsonNode json(@Nullable Object value) {
      if (value == null) {
        return ResultJson.object().nullNode();
      }
      return ResultJson.of(
          value instanceof Boolean || value instanceof Number ? value : value.toString());
    }
  }
}
