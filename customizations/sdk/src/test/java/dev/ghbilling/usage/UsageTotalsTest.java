package dev.ghbilling.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.ghbilling.client.model.UsageItem;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sums are exact, and nothing that was sent gets lost or counted twice. */
class UsageTotalsTest {
  private static final UsageItem ITEM =
      UsageItem.of(
          "2025-01-01",
          "Actions",
          "Actions Linux",
          new BigDecimal("100"),
          "Minutes",
          new BigDecimal("0.008"),
          new BigDecimal("0.8"),
          new BigDecimal("0.1"),
          new BigDecimal("0.7"));

  @Test
  void centsAddUpExactly() {
    UsageItem tenCents = net("0.1");

    UsageTotals totals =
        UsageTotals.of(UsageDimension.PRODUCT, Collections.nCopies(1000, tenCents));

    assertThat(totals.all().net()).isEqualTo("100.0");
    assertThat(totals.all().items()).isEqualTo(1000);
  }

  @Test
  void smallestAndLargestAmountsAddUpExactly() {
    UsageTotals totals =
        UsageTotals.of(
            UsageDimension.SKU, List.of(net("9.4086E-05"), net("123456789012345.67"), net("-1")));

    assertThat(totals.all().net()).isEqualTo("123456789012344.670094086");
  }

  @Test
  void amountsAreTheServersAndNeverRecomputed() {
    UsageItem odd =
        ITEM.withGrossAmount(new BigDecimal("5"))
            .withDiscountAmount(new BigDecimal("2"))
            .withNetAmount(new BigDecimal("4"));

    assertThat(UsageTotals.of(UsageDimension.SKU, List.of(odd)).all())
        .isEqualTo(
            new UsageTotal(1, new BigDecimal("5"), new BigDecimal("2"), new BigDecimal("4")));
  }

  @Test
  void emptyRepositoryIsAnAbsentOne() {
    UsageTotals totals =
        UsageTotals.of(
            UsageDimension.REPOSITORY,
            List.of(
                ITEM,
                ITEM.withRepositoryName(""),
                ITEM.withRepositoryName(" "),
                ITEM.withRepositoryName("octo/app")));

    assertThat(totals.groups().get(Optional.<String>empty()))
        .extracting(UsageTotal::items)
        .isEqualTo(3L);
    assertThat(totals.groups()).containsOnlyKeys(Optional.empty(), Optional.of("octo/app"));
  }

  @Test
  void valuesThatDifferInCaseAreOneInTheFirstSpelling() {
    UsageTotals totals =
        UsageTotals.of(
            UsageDimension.PRODUCT,
            List.of(
                ITEM.withProduct("Actions"),
                ITEM.withProduct("ACTIONS"),
                ITEM.withProduct("actions")));

    assertThat(totals.groups()).containsExactly(entry(Optional.of("Actions"), totals.all()));
  }

  @Test
  void timeOfDayIsNoDayOfItsOwn() {
    UsageTotals totals =
        UsageTotals.of(
            UsageDimension.DATE,
            List.of(
                ITEM.withDate("2025-01-01"),
                ITEM.withDate("2025-01-01T00:00:00Z"),
                ITEM.withDate("2025-01-01T23:59:59Z"),
                ITEM.withDate("2025-01-02T00:00:00Z")));

    assertThat(totals.groups())
        .containsOnlyKeys(Optional.of("2025-01-01"), Optional.of("2025-01-02"));
  }

  @Test
  void groupsStandInTheOrderTheyCameIn() {
    UsageTotals totals =
        UsageTotals.of(
            UsageDimension.SKU,
            List.of(ITEM.withSku("z"), ITEM.withSku("a"), ITEM.withSku("m"), ITEM.withSku("a")));

    assertThat(totals.groups().keySet())
        .containsExactly(Optional.of("z"), Optional.of("a"), Optional.of("m"));
  }

  @ParameterizedTest
  @EnumSource(names = "COST_CENTER", mode = EnumSource.Mode.EXCLUDE)
  void groupsAddUpToEverything(UsageDimension by) {
    List<UsageItem> items = IntStream.range(0, 500).mapToObj(UsageTotalsTest::item).toList();

    UsageTotals totals = UsageTotals.of(by, items);

    assertThat(totals.groups().size()).isGreaterThan(1);
    assertThat(sum(totals, UsageTotal::net)).isEqualByComparingTo(totals.all().net());
    assertThat(sum(totals, UsageTotal::gross)).isEqualByComparingTo(totals.all().gross());
    assertThat(sum(totals, UsageTotal::discount)).isEqualByComparingTo(totals.all().discount());
    assertThat(totals.groups().values().stream().mapToLong(UsageTotal::items).sum())
        .isEqualTo(totals.all().items())
        .isEqualTo(500);
  }

  @Test
  void nothingAddsUpToZero() {
    UsageTotals totals = UsageTotals.of(UsageDimension.SKU, List.of());

    assertThat(totals.all()).isEqualTo(UsageTotal.ZERO);
    assertThat(totals.groups()).isEmpty();
  }

  @Test
  void groupsCanNotBeChanged() {
    UsageTotals totals = UsageTotals.of(UsageDimension.SKU, List.of(ITEM));

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> totals.groups().clear());
  }

  private static BigDecimal sum(UsageTotals totals, Function<UsageTotal, BigDecimal> amount) {
    return totals.groups().values().stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static UsageItem item(int i) {
    return ITEM.withDate("2025-01-%02dT%02d:00:00Z".formatted(1 + i % 28, i % 24))
        .withProduct(i % 2 == 0 ? "Actions" : "actions" + i % 5)
        .withSku("sku" + i % 7)
        .withOrganizationName(i % 3 == 0 ? null : "org" + i % 3)
        .withRepositoryName(i % 4 == 0 ? "" : "repo" + i % 11)
        .withGrossAmount(BigDecimal.valueOf(i, 3))
        .withDiscountAmount(BigDecimal.valueOf(i, 7))
        .withNetAmount(BigDecimal.valueOf(i * 31L, 9));
  }

  private static UsageItem net(String amount) {
    return ITEM.withNetAmount(new BigDecimal(amount));
  }
}
