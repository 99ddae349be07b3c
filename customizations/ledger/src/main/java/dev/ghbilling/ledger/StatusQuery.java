package dev.ghbilling.ledger;

import dev.ghbilling.ledger.store.LedgerDatabase;
import dev.ghbilling.ledger.store.Manifest;
import dev.ghbilling.ledger.store.Manifest.Day;
import dev.ghbilling.ledger.store.Manifest.GitHubTotal;
import dev.ghbilling.ledger.store.Manifest.Landing;
import dev.ghbilling.ledger.store.PlainNumber;
import dev.ghbilling.ledger.store.ReportType;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts a ledger's status together. */
final class StatusQuery {
  private final Manifest manifest;
  private final Set<String> changed;
  private final LocalDate today;

  /**
   * Prepares the query.
   *
   * @param changed the paths of landed files that are missing or were changed
   */
  StatusQuery(Manifest manifest, Set<String> changed, LocalDate today) {
    this.manifest = manifest;
    this.changed = changed;
    this.today = today;
  }

  private record Sums(BigDecimal gross, BigDecimal discount, BigDecimal net) {
    static final Sums ZERO = new Sums(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
  }

  LedgerStatus run(LedgerDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      return new LedgerStatus(
          manifest.account(),
          manifest.landings().stream()
              .map(Landing::landedAt)
              .max(Comparator.naturalOrder())
              .orElse(null),
          manifest.settlingDays(),
          types(),
          months(sums(connection, "rows", "type || ' ' || billing_month")),
          totals(sums(connection, "bill", "billing_month")),
          List.copyOf(changed));
    }
  }

  private static Map<String, Sums> sums(Connection connection, String view, String key)
      throws SQLException {
    Map<String, Sums> sums = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT %s, sum(gross_amount), sum(discount_amount), sum(net_amount) FROM %s GROUP BY ALL"
                    .formatted(key, view))) {
      while (result.next()) {
        sums.put(
            result.getString(1),
            new Sums(
                plain(result.getBigDecimal(2)),
                plain(result.getBigDecimal(3)),
                plain(result.getBigDecimal(4))));
      }
    }
    return sums;
  }

  private static BigDecimal plain(@Nullable BigDecimal sum) {
    return sum == null ? BigDecimal.ZERO : PlainNumber.of(sum);
  }

  private List<LedgerStatus.Type> types() {
    return Arrays.stream(ReportType.values())
        .filter(type -> !manifest.days(type).isEmpty())
        .map(
            type ->
                new LedgerStatus.Type(
                    type, manifest.days(type).firstKey(), manifest.days(type).lastKey()))
        .toList();
  }

  private List<LedgerStatus.Month> months(Map<String, Sums> sums) {
    List<LedgerStatus.Month> months = new ArrayList<>();
    for (ReportType type : ReportType.values()) {
      NavigableMap<LocalDate, Day> days = manifest.days(type);
      if (!days.isEmpty()) {
        LocalDate last = days.lastKey().isAfter(today) ? days.lastKey() : today;
        for (YearMonth month = YearMonth.from(days.firstKey());
            !month.isAfter(YearMonth.from(last));
            month = month.plusMonths(1)) {
          months.add(month(type, month, sums.getOrDefault(type + " " + month, Sums.ZERO)));
        }
      }
    }
    months.sort(
        Comparator.comparing(LedgerStatus.Month::month).thenComparing(LedgerStatus.Month::type));
    return months;
  }

  private LedgerStatus.Month month(ReportType type, YearMonth month, Sums sums) {
    NavigableMap<LocalDate, Day> all = manifest.days(type);
    NavigableMap<LocalDate, Day> days =
        all.subMap(month.atDay(1), true, month.atEndOfMonth(), true);
    LocalDate first = all.firstKey().isAfter(month.atDay(1)) ? all.firstKey() : month.atDay(1);
    LocalDate end = month.atEndOfMonth().isAfter(today) ? today : month.atEndOfMonth();
    int expected = end.isBefore(first) ? 0 : (int) first.datesUntil(end.plusDays(1)).count();
    int known = (int) days.keySet().stream().filter(day -> !day.isAfter(end)).count();
    return new LedgerStatus.Month(
        month,
        type,
        days.size(),
        (int)
            days.entrySet().stream()
                .filter(day -> manifest.isSettled(day.getKey(), day.getValue()))
                .count(),
        expected - known,
        (int) days.values().stream().filter(this::isChanged).count(),
        days.values().stream().mapToLong(Day::rows).sum(),
        sums.gross(),
        sums.discount(),
        sums.net(),
        newest(days));
  }

  private boolean isChanged(Day day) {
    return manifest.landing(day.landing()).files().stream()
        .anyMatch(file -> changed.contains(file.path()));
  }

  private @Nullable Instant newest(NavigableMap<LocalDate, Day> days) {
    return days.values().stream()
        .map(day -> manifest.landing(day.landing()).landedAt())
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private List<LedgerStatus.Total> totals(Map<String, Sums> sums) {
    Set<YearMonth> months = new TreeSet<>(manifest.totals().keySet());
    sums.keySet().forEach(month -> months.add(YearMonth.parse(month)));
    List<LedgerStatus.Total> totals = new ArrayList<>();
    for (YearMonth month : months) {
      Sums ours = sums.getOrDefault(month.toString(), Sums.ZERO);
      GitHubTotal github = manifest.totals().get(month);
      totals.add(
          github == null
              ? new LedgerStatus.Total(month, ours.gross, ours.net, null, null, null, null, null)
              : new LedgerStatus.Total(
                  month,
                  ours.gross,
                  ours.net,
                  plain(github.gross()),
                  plain(github.net()),
                  plain(ours.gross.subtract(github.gross())),
                  plain(ours.net.subtract(github.net())),
                  github.asOf()));
    }
    return totals;
  }
}
