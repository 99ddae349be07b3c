package dev.ghbilling.ledger.page;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.ghbilling.ledger.forecast.Forecast.Projected;
import dev.ghbilling.ledger.forecast.Forecast.Quantiles;
import dev.ghbilling.ledger.page.Bill.Series;
import dev.ghbilling.ledger.store.PlainNumber;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes a bill as one line for each figure, for pivot tables. */
final class CsvDocument {
  private static final List<String> COLUMNS =
      List.of("section", "name", "date", "gross", "discount", "net", "change", "state");

  /**
   * A text that a spreadsheet runs, by OWASP's list: also the wide characters, and after spaces.
   */
  private static final Pattern FORMULA =
      Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Cf}]*[=+\\-@＝＋－＠]|[\\t\\r\\n]");

  private final SequenceWriter lines;

  private CsvDocument(SequenceWriter lines) {
    this.lines = lines;
  }

  static String of(Bill bill) {
    StringWriter csv = new StringWriter();
    CsvSchema schema = CsvSchema.builder().setUseHeader(false).setLineSeparator("\n").build();
    try (SequenceWriter lines = CsvMapper.builder().build().writer(schema).writeValues(csv)) {
      lines.write(COLUMNS);
      new CsvDocument(lines).write(bill);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return csv.toString();
  }

  private void write(Bill bill) throws IOException {
    line("total", "", null, bill.total(), null, bill.knownDays() + " days known");
    line("previous", "", null, bill.previous(), null, "");
    if (bill.comparison() != null) {
      String days = bill.comparison().days() + " days";
      line("compared", "", null, bill.comparison().now(), null, days);
      line("compared_previous", "", null, bill.comparison().before(), null, days);
    }
    if (bill.budget() != null) {
      line("budget", "", null, new Amounts(null, null, bill.budget()), null, "");
    }
    if (bill.forecast() instanceof Projected projected) {
      forecast(projected);
    }
    for (Bill.Day day : bill.days()) {
      String state = day.isKnown() ? (day.settled() ? "settled" : "unsettled") : "unknown";
      line("day", "", day.date().toString(), day.amounts(), null, state);
    }
    for (Map.Entry<Split, List<Series>> split : new TreeMap<>(bill.splits()).entrySet()) {
      for (Series series : split.getValue()) {
        String section = "day_by_" + split.getKey().noun().toLowerCase(Locale.ROOT);
        String name = DailyChart.name(series, split.getKey());
        for (var day : new TreeMap<>(series.days()).entrySet()) {
          line(section, name, day.getKey().toString(), day.getValue(), null, "");
        }
      }
    }
    for (Bill.Ranking ranking : bill.rankings()) {
      String section = ranking.dimension().name().toLowerCase(Locale.ROOT);
      for (Bill.Line line : ranking.top()) {
        line(section, line, line.kind().name().toLowerCase(Locale.ROOT));
      }
      for (Bill.Line line : ranking.movers()) {
        line(section + "_change", line, "");
      }
    }
    for (Bill.Reconciliation one : bill.reconciliations()) {
      String state = one.asOf() == null ? one.days() + " days" : "as of " + one.asOf();
      line("report", one.type(), null, one.stated(), null, state);
      line("report_billed", one.type(), null, one.billed(), null, one.days() + " days");
    }
  }

  private void forecast(Projected projected) throws IOException {
    Quantiles net = projected.net();
    Quantiles gross = projected.gross();
    String state = "settled through " + projected.settledThrough();
    line("forecast_p10", "", null, new Amounts(gross.p10(), null, net.p10()), null, state);
    line("forecast_p50", "", null, new Amounts(gross.p50(), null, net.p50()), null, state);
    line("forecast_p90", "", null, new Amounts(gross.p90(), null, net.p90()), null, state);
  }

  private void line(String section, Bill.Line line, String state) throws IOException {
    line(section, line.name(), null, line.amounts(), line.change(), state);
  }

  private void line(
      String section,
      String name,
      @Nullable String date,
      Amounts amounts,
      @Nullable BigDecimal change,
      String state)
      throws IOException {
    lines.write(
        List.of(
            section,
            FORMULA.matcher(name).lookingAt() ? "'" + name : name,
            date == null ? "" : date,
            number(amounts.gross()),
            number(amounts.discount()),
            number(amounts.net()),
            number(change),
            state));
  }

  private static String number(@Nullable BigDecimal amount) {
    return amount == null ? "" : PlainNumber.text(amount);
  }
}
