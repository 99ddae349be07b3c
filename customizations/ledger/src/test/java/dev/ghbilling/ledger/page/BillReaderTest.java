package dev.ghbilling.ledger.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ghbilling.ledger.forecast.Forecast;
import dev.ghbilling.ledger.page.Bill.Kind;
import dev.ghbilling.ledger.page.Bill.Line;
import dev.ghbilling.ledger.page.Bill.Ranking;
import dev.ghbilling.testkit.Regression;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads bills from rows. */
final class BillReaderTest {
  private static final BillQuery OCTOBER = BillQuery.of("octo", YearMonth.of(2026, 10));
  private LedgerRows rows;

  @BeforeEach
  void open() throws Exception {
    rows = new LedgerRows();
  }

  @AfterEach
  void close() throws Exception {
    rows.close();
  }

  private Bill read(BillQuery query) throws Exception {
    return BillReader.read(rows.connection(), query);
  }

  private static Ranking ranking(Bill bill, Dimension dimension) {
    return bill.rankings().stream()
        .filter(ranking -> ranking.dimension() == dimension)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void total_amountsOf18Decimals_isExact() throws Exception {
    rows.landed("detailed", "2026-10-01", "2026-10-31", true)
        .row("detailed", "2026-10-01", "linux", "12345678901234567890.000000000000000001", "0.1")
        .row("detailed", "2026-10-02", "linux", "0.000000000000000002", "0.2");
    Amounts total = read(OCTOBER).total();
    assertThat(total.gross()).isEqualByComparingTo("12345678901234567890.000000000000000003");
    assertThat(total.net()).isEqualByComparingTo("0.3");
    assertThat(total.discount()).isEqualByComparingTo("12345678901234567889.700000000000000003");
  }

  @Test
  void days_landedWithoutRows_areZeroAndMissingOnesAreUnknown() throws Exception {
    rows.landed("detailed", "2026-10-01", "2026-10-02", true)
        .landed("detailed", "2026-10-04", "2026-10-04", true)
        .landed("detailed", "2026-10-06", "2026-10-06", false)
        .row("detailed", "2026-10-01", "linux", "5", "5")
        .row("detailed", "2026-10-04", "linux", "7", "7");
    Bill bill = read(OCTOBER);
    assertThat(bill.days()).hasSize(31);
    assertThat(bill.days().get(1).amounts()).isEqualTo(Amounts.ZERO);
    assertThat(bill.days().get(2).amounts()).isEqualTo(Amounts.UNKNOWN);
    assertThat(bill.missingDays()).containsExactly(LocalDate.parse("2026-10-03"));
    assertThat(bill.knownDays()).isEqualTo(4);
    assertThat(bill.settledDays()).isEqualTo(3);
    assertThat(bill.total().net()).isEqualByComparingTo("12");
  }

  @Test
  void total_nothingLanded_isUnknown() throws Exception {
    Bill bill = read(OCTOBER);
    assertThat(bill.total()).isEqualTo(Amounts.UNKNOWN);
    assertThat(bill.comparison()).isNull();
    assertThat(bill.forecast()).isInstanceOf(Forecast.TooEarly.class);
    assertThat(bill.rankings()).allSatisfy(ranking -> assertThat(ranking.top()).isEmpty());
  }

  @Test
  void comparison_runningMonth_isOfTheDaysKnownInBoth() throws Exception {
    rows.landed("detailed", "2026-09-01", "2026-09-30", true)
        .landed("detailed", "2026-10-01", "2026-10-03", true)
        .row("detailed", "2026-09-02", "linux", "4", "4")
        .row("detailed", "2026-09-20", "linux", "100", "100")
        .row("detailed", "2026-10-03", "linux", "5", "5");
    Bill.Comparison comparison = Objects.requireNonNull(read(OCTOBER).comparison());
    assertThat(comparison.whole()).isFalse();
    assertThat(comparison.days()).isEqualTo(3);
    assertThat(comparison.now().net()).isEqualByComparingTo("5");
    assertThat(comparison.before().net()).isEqualByComparingTo("4");
  }

  @Test
  @Regression(
      input = "a running month, whose newest day has only begun to arrive",
      before = "compared with a whole day of the month before, so that growth looks too low",
      now = "not compared before it is settled")
  void comparison_unsettledDays_areLeftOut() throws Exception {
    rows.landed("detailed", "2026-09-01", "2026-10-03", true)
        .landed("detailed", "2026-10-04", "2026-10-05", false)
        .row("detailed", "2026-09-02", "linux", "4", "4", "octo")
        .row("detailed", "2026-09-05", "linux", "90", "90", "octo")
        .row("detailed", "2026-10-03", "linux", "5", "5", "octo")
        .row("detailed", "2026-10-05", "linux", "1", "1", "octo");
    Bill bill = read(OCTOBER);
    Bill.Comparison comparison = Objects.requireNonNull(bill.comparison());
    assertThat(comparison.days()).isEqualTo(3);
    assertThat(comparison.before().net()).isEqualByComparingTo("4");
    assertThat(ranking(bill, Dimension.ORGANIZATION).top().get(0).change())
        .isEqualByComparingTo("1");
  }

  @Test
  @Regression(
      input = "a month of which nothing is known in the month before",
      before = "each name has changed by 0",
      now = "no name's change is known")
  void ranking_nothingToCompareWith_hasNoChange() throws Exception {
    rows.landed("detailed", "2026-10-01", "2026-10-31", true)
        .row("detailed", "2026-10-01", "linux", "5", "5", "octo");
    Ranking ranking = ranking(read(OCTOBER), Dimension.ORGANIZATION);
    assertThat(ranking.top().get(0).change()).isNull();
    assertThat(ranking.movers()).isEmpty();
  }

  @Test
  @Regression(
      input = "one of two days has no gross amount, as in a list without that column",
      before = "the sum of the other day, as if it was the sum of both",
      now = "unknown, beside the known net amount")
  void total_amountThatIsNotKnownOfADay_isUnknown() throws Exception {
    rows.landed("detailed", "2026-10-01", "2026-10-02", true)
        .row("detailed", "2026-10-01", "linux", "5", "5")
        .row("detailed", "2026-10-02", "linux", "7", "7")
        .run("UPDATE rows SET gross_amount = NULL WHERE date = DATE '2026-10-02'");
    Amounts total = read(OCTOBER).total();
    assertThat(total.gross()).isNull();
    assertThat(total.net()).isEqualByComparingTo("12");
  }

  @Test
  void ranking_products_areAddedUpFirst() throws Exception {
    rows.landed("detailed", "2026-10-01", "2026-10-31", true)
        .row("detailed", "2026-10-01", "linux", "5", "5")
        .row("detailed", "2026-10-02", "windows", "6", "6");
    Ranking first = read(OCTOBER).rankings().get(0);
    assertThat(first.dimension()).isEqualTo(Dimension.PRODUCT);
    assertThat(first.top()).extracting(Line::name).containsExactly("actions");
    assertThat(first.top().get(0).amounts().net()).isEqualByComparingTo("11");
  }

  @Test
  void comparison_bothMonthsKnown_isOfAllDays() throws Exception {
    rows.landed("detailed", "2026-09-01", "2026-10-31", true)
        .row("detailed", "2026-09-30", "linux", "4", "4")
        .row("detailed", "2026-10-31", "linux", "5", "5");
    Bill.Comparison comparison = Objects.requireNonNull(read(OCTOBER).comparison());
    assertThat(comparison.whole()).isTrue();
    assertThat(comparison.now().net()).isEqualByComparingTo("5");
    assertThat(comparison.before().net()).isEqualByComparingTo("4");
  }

  @Test
  void ranking_moreNamesThanLines_sumsTheOthersAndWhatIsNotAttributed() throws Exception {
    rows.landed("detailed", "2026-10-01", "2026-10-31", true);
    for (int i = 1; i <= 12; i++) {
      rows.row("detailed", "2026-10-01", "linux", i + ".5", Integer.toString(i), "org" + i);
    }
    rows.row("detailed", "2026-10-01", "linux", "40", "40");
    List<Line> top = ranking(read(OCTOBER), Dimension.ORGANIZATION).top();
    assertThat(top).hasSize(12);
    assertThat(top.get(0).name()).isEqualTo("org12");
    assertThat(top.get(9).name()).isEqualTo("org3");
    assertThat(top.get(10).kind()).isEqualTo(Kind.OTHERS);
    assertThat(top.get(10).count()).isEqualTo(2);
    assertThat(top.get(10).amounts().net()).isEqualByComparingTo("3");
    assertThat(top.get(10).amounts().gross()).isEqualByComparingTo("4");
    assertThat(top.get(11).kind()).isEqualTo(Kind.NOT_ATTRIBUTED);
    assertThat(top.get(11).amounts().net()).isEqualByComparingTo("40");
    assertThat(
            top.stream().map(line -> line.amounts().net()).reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(read(OCTOBER).total().net());
  }

  @Test
  void ranking_sameRepositoryNameInTwoOrganizations_isTwoRepositories() throws Exception {
    rows.landed("detailed", "2026-10-01", "2026-10-31", true)
        .row("detailed", "2026-10-01", "linux", "3", "3", "one", "app")
        .row("detailed", "2026-10-01", "linux", "2", "2", "two", "app")
        .row("detailed", "2026-10-01", "linux", "1", "1", "two", "two/app");
    assertThat(ranking(read(OCTOBER), Dimension.REPOSITORY).top())
        .extracting(Line::name)
        .containsExactly("one/app", "two/app");
  }

  @Test
  void ranking_sameWorkflowPathInTwoRepositories_isTwoWorkflows() throws Exception {
    rows.landed("detailed", "2026-10-01", "2026-10-31", true)
        .row("detailed", "2026-10-01", "linux", "3", "3", "one", "app", "mona", "ci.yml")
        .row("detailed", "2026-10-01", "linux", "2", "2", "one", "web", "mona", "ci.yml");
    assertThat(ranking(read(OCTOBER), Dimension.WORKFLOW).top())
        .extracting(Line::name)
        .containsExactly("one/app: ci.yml", "one/web: ci.yml");
  }

  @Test
  void movers_namesOfEitherMonth_areOrderedByTheSizeOfTheirChange() throws Exception {
    rows.landed("detailed", "2026-09-01", "2026-10-31", true)
        .row("detailed", "2026-09-05", "linux", "10", "10", "gone")
        .row("detailed", "2026-10-05", "linux", "4", "4", "new")
        .row("detailed", "2026-09-05", "linux", "7", "7", "same")
        .row("detailed", "2026-10-05", "linux", "7", "7", "same");
    List<Line> movers = ranking(read(OCTOBER), Dimension.ORGANIZATION).movers();
    assertThat(movers).extracting(Line::name).containsExactly("gone", "new");
    assertThat(movers.get(0).change()).isEqualByComparingTo("-10");
    assertThat(movers.get(1).change()).isEqualByComparingTo("4");
  }

  @Test
  void movers_runningMonth_compareTheSameDays() throws Exception {
    rows.landed("detailed", "2026-09-01", "2026-09-30", true)
        .landed("detailed", "2026-10-01", "2026-10-02", true)
        .row("detailed", "2026-09-25", "linux", "10", "10", "late")
        .row("detailed", "2026-09-02", "linux", "3", "3", "early");
    assertThat(ranking(read(OCTOBER), Dimension.ORGANIZATION).movers())
        .extracting(Line::name)
        .containsExactly("early");
  }

  @Test
  void users_notAskedFor_areNotRead() throws Exception {
    rows.landed("detailed", "2026-10-01", "2026-10-31", true)
        .row("detailed", "2026-10-01", "linux", "3", "3", "one", "app", "octocat");
    Bill without = read(OCTOBER);
    assertThat(without.toString()).doesNotContain("octocat");
    assertThat(ranking(read(OCTOBER.withUsers(true)), Dimension.USER).top())
        .extracting(Line::name)
        .containsExactly("octocat");
  }

  @Test
  void total_negativeAmounts_areSubtracted() throws Exception {
    rows.landed("detailed", "2026-10-01", "2026-10-31", true)
        .row("detailed", "2026-10-01", "linux", "3", "3")
        .row("detailed", "2026-10-02", "linux", "-5.25", "-5.25");
    assertThat(read(OCTOBER).total().net()).isEqualByComparingTo("-2.25");
  }

  @Test
  void days_severalTypes_countTheDetailedOneOnly() throws Exception {
    rows.landed("detailed", "2026-10-01", "2026-10-01", true)
        .landed("usage", "2026-10-01", "2026-10-02", false)
        .row("detailed", "2026-10-01", "linux", "3", "3")
        .row("usage", "2026-10-01", "linux", "3.5", "3.5")
        .row("usage", "2026-10-02", "linux", "4", "4");
    Bill bill = read(OCTOBER);
    assertThat(bill.total().net()).isEqualByComparingTo("7");
    assertThat(bill.days().get(0).type()).isEqualTo("detailed");
    assertThat(bill.days().get(0).settled()).isTrue();
    assertThat(bill.days().get(1).settled()).isFalse();
    assertThat(bill.reconciliations())
        .extracting(Bill.Reconciliation::type, Bill.Reconciliation::agrees)
        .containsExactly(tuple("detailed", true), tuple("usage", false));
  }

  @Test
  void days_emptyDetailedReport_countTheTypeThatHasRows() throws Exception {
    rows.run(
            "INSERT INTO days VALUES ('2026-10-01', 'detailed', false, 0, '2026-10-02 01:00:00', 'export', '2026-10-02 01:00:00')")
        .landed("usage", "2026-10-01", "2026-10-01", true)
        .row("usage", "2026-10-01", "linux", "4", "4");
    Bill bill = read(OCTOBER);
    assertThat(bill.days().get(0).type()).isEqualTo("usage");
    assertThat(bill.days().get(0).settled()).isTrue();
    assertThat(bill.total().net()).isEqualByComparingTo("4");
  }

  @Test
  void reconciliation_sumsOfGitHub_areComparedWithTheBillOfTheMonth() throws Exception {
    rows.landed("detailed", "2026-10-01", "2026-10-31", true)
        .row("detailed", "2026-10-01", "linux", "4", "4")
        .run("INSERT INTO github_totals VALUES ('2026-10', 4.5, 0, 4.5, '2026-11-02 00:00:00')");
    assertThat(read(OCTOBER).reconciliations())
        .extracting(
            Bill.Reconciliation::type, Bill.Reconciliation::asOf, Bill.Reconciliation::agrees)
        .containsExactly(tuple("GitHub's summary", Instant.parse("2026-11-02T00:00:00Z"), false));
    assertThat(read(OCTOBER.withBillingDay(2)).reconciliations()).isEmpty();
  }

  @Test
  void landed_anyTimeZone_isInUtc() throws Exception {
    rows.landed("detailed", "2026-10-01", "2026-10-01", true);
    assertThat(read(OCTOBER).landed()).isEqualTo("2026-11-02T03:04:05Z");
  }

  @Test
  void splits_moreThanNineSkus_haveEightAndTheSumOfTheOthers() throws Exception {
    rows.landed("detailed", "2026-10-01", "2026-10-31", true);
    for (int i = 1; i <= 11; i++) {
      rows.row("detailed", "2026-10-01", "sku" + i, "1", Integer.toString(i));
    }
    List<Bill.Series> series = Objects.requireNonNull(read(OCTOBER).splits().get(Split.SKU));
    assertThat(series).hasSize(9);
    assertThat(series.get(0).name()).isEqualTo("sku11");
    assertThat(series.get(8).others()).isEqualTo(3);
    assertThat(series.get(8).total().net()).isEqualByComparingTo("6");
  }

  @Test
  void cycle_billingDay15_hasTheDaysFromThe15thToThe14th() throws Exception {
    rows.landed("detailed", "2026-10-01", "2026-11-30", true)
        .row("detailed", "2026-10-14", "linux", "1", "1")
        .row("detailed", "2026-10-15", "linux", "2", "2")
        .row("detailed", "2026-11-14", "linux", "4", "4")
        .row("detailed", "2026-11-15", "linux", "8", "8");
    Bill bill = read(OCTOBER.withBillingDay(15));
    assertThat(bill.total().net()).isEqualByComparingTo("6");
    assertThat(bill.previous().net()).isEqualByComparingTo("1");
    assertThat(bill.days()).hasSize(31);
  }
}
