package dev.ghbilling.ledger.page;

import dev.ghbilling.ledger.forecast.BillingCycle;
import dev.ghbilling.ledger.page.Bill.Day;
import dev.ghbilling.ledger.page.Bill.Kind;
import dev.ghbilling.ledger.page.Bill.Line;
import dev.ghbilling.ledger.page.Bill.Ranking;
import dev.ghbilling.ledger.store.PlainNumber;
import dev.ghbilling.ledger.store.TextResource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the largest amounts and changes, which the database ranks. */
final class RankingReader {
  private static final String RANKING = TextResource.of(RankingReader.class, "ranking.sql");

  private RankingReader() {}

  static List<Ranking> read(BillRows rows, BillQuery query, ComparedDays compared)
      throws SQLException {
    BillingCycle cycle = query.cycle();
    String ofCycle =
        RANKING
            .replace("$first", literal(cycle.first()))
            .replace("$previous", literal(cycle.previous().first()))
            .replace("$end", literal(cycle.end()))
            .replace("$compared", Boolean.toString(!compared.isEmpty()))
            .replace("$now", condition(compared.now()))
            .replace("$before", condition(compared.before()))
            .replace("$top", Integer.toString(query.top()));
    List<Ranking> rankings = new ArrayList<>();
    for (Dimension dimension : Dimension.values()) {
      if (dimension != Dimension.USER || query.users()) {
        Ranking ranking = new Ranking(dimension, new ArrayList<>(), new ArrayList<>());
        rows.read(
            ofCycle
                .replace("$columns", dimension.columns())
                .replace("$name", dimension.nameExpression()),
            row -> add(row, ranking));
        ranking.top().sort(Comparator.comparing(Line::kind)); // Stable: names stay in their order.
        rankings.add(ranking);
      }
    }
    return rankings;
  }

  private static void add(ResultSet row, Ranking ranking) throws SQLException {
    String kind = row.getString("kind");
    boolean mover = kind.equals("MOVER");
    String label = row.getString("label");
    (mover ? ranking.movers() : ranking.top())
        .add(
            new Line(
                mover ? Kind.NAMED : Kind.valueOf(kind),
                label == null ? "" : label,
                row.getLong("names"),
                BillRows.amounts(row),
                PlainNumber.in(row, "now"),
                PlainNumber.in(row, "before")));
  }

  /** Returns the condition for days: as a range if there is no gap, which is faster. */
  private static String condition(List<Day> days) {
    if (days.isEmpty()) {
      return "false";
    }
    LocalDate first = days.get(0).date();
    LocalDate last = days.get(days.size() - 1).date();
    return first.plusDays(days.size() - 1L).equals(last)
        ? "date BETWEEN %s AND %s".formatted(literal(first), literal(last))
        : days.stream()
            .map(day -> literal(day.date()))
            .collect(Collectors.joining(", ", "date IN (", ")"));
  }

  private static String literal(LocalDate date) {
    return "DATE '%s'".formatted(date);
  }
}
