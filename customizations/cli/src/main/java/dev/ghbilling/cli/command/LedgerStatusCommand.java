package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.cli.input.NamedMonth;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.cli.output.Grid;
import dev.ghbilling.cli.output.ResultJson;
import dev.ghbilling.ledger.LedgerStatus;
import dev.ghbilling.ledger.store.LedgerException;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what there is. */
@Command(
    name = "status",
    description = {
      "Show the days of each type of report that are present, settled, missing or changed, their age, and whether the bill agrees with GitHub's own totals: an overview, or with --month or --all each month.",
      "Verifies the checksums of all files, and exits with 1 if one is missing or was changed, and names it. Sends no request: GitHub's totals are those of the last sync."
    })
final class LedgerStatusCommand implements Runnable {
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

  private static final int LATEST = 3;

  private final Console console;
  @Mixin private final LedgerOptions options;
  @Mixin private final OutputOptions output;

  @Option(
      names = "--month",
      paramLabel = "YYYY-MM|this|last",
      description = "Show each type of report in this month.")
  private @Nullable NamedMonth month;

  @Option(
      names = "--all",
      description =
          "Show each type of report in each month. json, jsonl and csv have all months even without it.")
  private boolean all;

  LedgerStatusCommand(Console console) {
    this.console = console;
    this.options = new LedgerOptions(console);
    this.output = new OutputOptions(console);
  }

  @Override
  public void run() {
    if (all && month != null) {
      throw new WrongUsageException("give either --month or --all");
    }
    YearMonth only = month == null ? null : month.from(YearMonth.from(console.today()));
    LedgerStatus status = options.ledger().status();
    ObjectNode document = document(status, only);
    output.print(
        document,
        "months",
        COLUMNS,
        () ->
            all || only != null
                ? Grid.ofRows(document.path("months"), COLUMNS)
                : Grid.of(overview(status)));
    if (output.forPeople()) {
      notes(status, only).forEach(console::note);
    }
    if (!status.changed().isEmpty()) {
      throw new LedgerException(
          "landed files are missing or were changed: %s; sync fetches their days again as long as GitHub keeps them, imported ones need a backup"
              .formatted(String.join(", ", status.changed())));
    }
  }

  /** Returns a line for each type, with the sums of its months. */
  private static ObjectNode overview(LedgerStatus status) {
    ObjectNode overview = ResultJson.object();
    ArrayNode types = overview.putArray("types");
    for (LedgerStatus.Type type : status.types()) {
      List<LedgerStatus.Month> months =
          status.months().stream().filter(month -> month.type() == type.type()).toList();
      ObjectNode row =
          add(type, types)
              .put("days", months.stream().mapToInt(LedgerStatus.Month::days).sum())
              .put("settled", months.stream().mapToInt(LedgerStatus.Month::settled).sum())
              .put("missing", months.stream().mapToInt(LedgerStatus.Month::missing).sum());
      if (!status.changed().isEmpty()) {
        row.put("changed", months.stream().mapToInt(LedgerStatus.Month::changed).sum());
      }
      months.stream()
          .flatMap(month -> Stream.ofNullable(month.newestLanding()))
          .max(Comparator.naturalOrder())
          .ifPresent(landed -> row.put("landed", landed.toString().substring(0, 10)));
    }
    return overview;
  }

  /** Adds a type with its first and last day. */
  private static ObjectNode add(LedgerStatus.Type type, ArrayNode types) {
    return types
        .addObject()
        .put("type", type.type().value())
        .put("first", type.first().toString())
        .put("last", type.last().toString());
  }

  /** Returns what is said of GitHub's totals: without {@code --all}, of few months. */
  private List<String> notes(LedgerStatus status, @Nullable YearMonth only) {
    List<String> notes = new ArrayList<>();
    notes.add(
        status.account() == null
            ? "The ledger of files, without an account."
            : "The ledger of the " + status.account() + ".");
    int number = status.totals().size();
    for (int i = 0; i < number; i++) {
      LedgerStatus.Total total = status.totals().get(i);
      boolean differs = total.netDifference() != null && !total.agrees();
      if (only == null ? !all && i < number - LATEST && !differs : !total.month().equals(only)) {
        continue;
      }
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
    if (!all && only == null) {
      notes.add("Add --month YYYY-MM or --all for single months.");
    }
    return notes;
  }

  private static ObjectNode document(LedgerStatus status, @Nullable YearMonth only) {
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
    ArrayNode types = document.putArray("types");
    for (LedgerStatus.Type type : status.types()) {
      add(type, types);
    }
    ArrayNode months = document.putArray("months");
    for (LedgerStatus.Month month : status.months()) {
      if (only != null && !only.equals(month.month())) {
        continue;
      }
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
    ArrayNode changed = document.putArray("changed");
    status.changed().forEach(changed::add);
    ArrayNode totals = document.putArray("totals");
    for (LedgerStatus.Total total : status.totals()) {
      if (only != null && !only.equals(total.month())) {
        continue;
      }
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
        .filter(each -> each.type().isBilled())
        .filter(each -> each.rows() > 0)
        .findFirst()
        .filter(month::equals)
        .isPresent();
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
