package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.cli.input.Converters;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.cli.output.Grid;
import dev.ghbilling.cli.output.ResultJson;
import dev.ghbilling.ledger.Ledger;
import dev.ghbilling.ledger.store.LedgerException;
import dev.ghbilling.ledger.store.ReportType;
import dev.ghbilling.ledger.sync.SyncOptions;
import dev.ghbilling.ledger.sync.SyncResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fetches what is missing. */
@Command(
    name = "sync",
    description = {
      "Fetch the days that are missing or may still change.",
      "Exports of usage reports are requested one at a time, in the largest ranges that GitHub allows; existing exports are reused. If GitHub refuses exports, the usage report is read instead. With --from-files, files are imported and no request is sent."
    })
final class LedgerSyncCommand extends ApiCommand {
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
          "The types of reports: detailed, summarized, premium_request, ai_credit. Default: all. With --from-files, the one type of the files, by default detected from their columns.")
  private @Nullable List<ReportType> types;

  @Option(
      names = "--from-files",
      paramLabel = "CSV",
      arity = "1..*",
      description =
          "Import these usage reports, which may have been saved by a spreadsheet. They provide the days of which they have rows, unless GitHub itself has reported these days.")
  private @Nullable List<Path> files;

  @Option(
      names = "--settling-days",
      paramLabel = "N",
      description =
          "The number of days after which a day is final; younger days are fetched again. Default: 5.")
  private @Nullable Integer settlingDays;

  private static final class ExportedType implements ITypeConverter<ReportType> {
    @Override
    public ReportType convert(String text) {
      String value = text.strip().replace('-', '_');
      List<ReportType> exported =
          Arrays.stream(ReportType.values()).filter(ReportType::isExported).toList();
      return exported.stream()
          .filter(type -> type.value().equalsIgnoreCase(value))
          .findFirst()
          .orElseThrow(
              () -> Converters.notOneOf(exported.stream().map(ReportType::value).toList(), text));
    }
  }

  LedgerSyncCommand(Console console) {
    super(console);
    this.options = new LedgerOptions(console);
  }

  @Override
  public void run() {
    if (settlingDays != null && settlingDays < 0) {
      throw new WrongUsageException("--settling-days must not be negative, was " + settlingDays);
    }
    SyncResult result;
    ShutdownHook interrupted =
        ShutdownHook.of(
            () ->
                console.note(
                    "ghbilling: interrupted; what has landed is kept: run the same command again to continue"));
    try {
      result = files == null ? sync(options.ledger()) : importFiles(options.ledger(), files);
    } finally {
      console.endProgress();
      interrupted.close();
    }
    output.print(document(result), "landed", COLUMNS, () -> grid(result));
    result.notes().forEach(note -> console.note("ghbilling: " + note));
    if (!result.complete()) {
      throw new LedgerException("the sync is incomplete, for the reasons above: run it again");
    }
  }

  private SyncResult sync(Ledger ledger) {
    if (since != null && since.isAfter(console.today())) {
      throw new WrongUsageException("--since must not be in the future, was " + since);
    }
    SyncOptions sync =
        SyncOptions.DEFAULT.since(since).progress(console::progress).landed(this::note);
    SyncOptions settling = settlingDays == null ? sync : sync.settlingDays(settlingDays);
    SyncOptions asked = types == null ? settling : settling.types(Set.copyOf(types));
    return api.call(
        new AccountCall<>(
            billing -> ledger.sync(billing, asked),
            billing -> ledger.sync(billing, asked),
            billing -> ledger.sync(billing, asked)));
  }

  private void note(SyncResult.Landed range) {
    console.milestone(
        "%s %s to %s: %d days, %d rows"
            .formatted(range.type(), range.from(), range.to(), range.days(), range.rows()));
  }

  private SyncResult importFiles(Ledger ledger, List<Path> reports) {
    if (since != null || settlingDays != null) {
      throw new WrongUsageException(
          "--from-files excludes --since and --settling-days, which are about requests");
    }
    for (Path report : reports) {
      if (!Files.exists(report)) {
        throw new WrongUsageException(
            "--from-files: there is no file %s; blanks are between several".formatted(report));
      }
    }
    Set<ReportType> given = types == null ? Set.of() : Set.copyOf(types);
    if (given.size() > 1) {
      throw new WrongUsageException("--from-files takes one type, and --types names several");
    }
    return ledger.importFiles(reports, given.stream().findFirst().orElse(null), console::progress);
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
