package dev.ghbilling.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.ghbilling.client.model.UsageItem;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UsageTotalsTest {
  private static final UsageItem ITEM =
      UsageItem.builder()
          .date("2025-01-01")
          .product("Actions")
          .sku("Actions Linux")
          .quantity(new BigDecimal("100"))
          .unitType("Minutes")
          .pricePerUnit(new BigDecimal("0.008"))
          .grossAmount(new BigDecimal("0.8"))
          .discountAmount(new BigDecimal("0.1"))
          .netAmount(new BigDecimal("0.7"))
          .build();

  @Test
  void sum_ofCents_isExact() {
    UsageTotals totals =
        UsageTotals.of(Collections.nCopies(1000, net("0.1")), UsageDimension.PRODUCT);

    assertThat(totals.total().net()).isEqualTo("100.0");
    assertThat(totals.total().items()).isEqualTo(1000);
  }

  @Test
  void sum_ofSmallestAndLargestAmounts_isExact() {
    UsageTotals totals =
        UsageTotals.of(
            List.of(net("9.4086E-05"), net("123456789012345.67"), net("-1")), UsageDimension.SKU);

    assertThat(totals.total().net()).isEqualTo("123456789012344.670094086");
  }

  @Test
  void amounts_thatContradictEachOther_areNotRecomputed() {
    UsageItem odd =
        with(
            it ->
                it.grossAmount(new BigDecimal("5"))
                    .discountAmount(new BigDecimal("2"))
                    .netAmount(new BigDecimal("4")));

    assertThat(UsageTotals.of(List.of(odd), UsageDimension.SKU).total())
        .isEqualTo(
            new UsageTotal(1, new BigDecimal("5"), new BigDecimal("2"), new BigDecimal("4")));
  }

  @Test
  void group_ofEmptyRepository_isThatWithoutValue() {
    UsageTotals totals =
        UsageTotals.of(
            List.of(
                ITEM,
                with(it -> it.repositoryName("")),
                with(it -> it.repositoryName(" ")),
                with(it -> it.repositoryName("octo/app"))),
            UsageDimension.REPOSITORY);

    assertThat(totals.groups())
        .extracting(UsageGroup::value, group -> group.total().items())
        .containsExactly(tuple(null, 3L), tuple("octo/app", 1L));
  }

  @Test
  void groups_thatDifferInCaseOnly_areOneInTheFirstSpelling() {
    UsageTotals totals =
        UsageTotals.of(
            List.of(
                with(it -> it.product("Actions")),
                with(it -> it.product("ACTIONS")),
                with(it -> it.product("actions"))),
            UsageDimension.PRODUCT);

    assertThat(totals.groups()).containsExactly(new UsageGroup(List.of("Actions"), totals.total()));
  }

  @Test
  void dates_withTimeOfDay_areTheSameDay() {
    UsageTotals totals =
        UsageTotals.of(
            List.of(
                with(it -> it.date("2025-01-01")),
                with(it -> it.date("2025-01-01T00:00:00Z")),
                with(it -> it.date("2025-01-01T23:59:59Z")),
                with(it -> it.date("2025-01-02T00:00:00Z"))),
            UsageDimension.DATE);

    assertThat(totals.groups())
        .extracting(UsageGroup::value)
        .containsExactly("2025-01-01", "2025-01-02");
  }

  @Test
  void dates_byMonth_areGroupedByMonth() {
    UsageTotals totals =
        UsageTotals.of(
            List.of(
                with(it -> it.date("2025-01-01")),
                with(it -> it.date("2025-01-31T00:00:00Z")),
                with(it -> it.date("2025-02-01"))),
            UsageDimension.MONTH);

    assertThat(totals.groups())
        .extracting(UsageGroup::value, group -> group.total().items())
        .containsExactly(tuple("2025-01", 2L), tuple("2025-02", 1L));
  }

  @Test
  void dates_ofAnotherTimeZone_areInUtc() {
    UsageTotals totals =
        UsageTotals.of(
            List.of(
                with(it -> it.date("2025-02-01")),
                with(it -> it.date("2025-01-31T23:30:00-02:00")),
                with(it -> it.date("later"))),
            UsageDimension.DATE);

    assertThat(totals.groups())
        .extracting(UsageGroup::value)
        .containsExactly("2025-02-01", "later");
  }

  @Test
  void groups_unsorted_areInTheOrderOfArrival() {
    UsageTotals totals =
        UsageTotals.of(List.of(sku("z"), sku("a"), sku("m"), sku("a")), UsageDimension.SKU);

    assertThat(totals.groups()).extracting(UsageGroup::value).containsExactly("z", "a", "m");
  }

  @Test
  void groups_ofSeveralDimensions_haveEveryCombination() {
    UsageTotals totals =
        UsageTotals.of(
            List.of(
                with(it -> it.product("Actions").organizationName("a")),
                with(it -> it.product("Actions").organizationName("b")),
                with(it -> it.product("Packages").organizationName("a")),
                with(it -> it.product("actions").organizationName("A"))),
            UsageDimension.ORGANIZATION,
            UsageDimension.PRODUCT);

    assertThat(totals.by()).containsExactly(UsageDimension.ORGANIZATION, UsageDimension.PRODUCT);
    assertThat(totals.groups())
        .extracting(UsageGroup::values, group -> group.total().items())
        .containsExactly(
            tuple(List.of("a", "Actions"), 2L),
            tuple(List.of("b", "Actions"), 1L),
            tuple(List.of("a", "Packages"), 1L));
  }

  @Test
  void sortedByNet_ofGroups_hasTheLargestFirst() {
    UsageTotals totals =
        UsageTotals.of(
            List.of(
                with(it -> it.sku("small").netAmount(new BigDecimal("0.1"))),
                with(it -> it.sku("large").netAmount(new BigDecimal("10"))),
                with(it -> it.sku("negative").netAmount(new BigDecimal("-1")))),
            UsageDimension.SKU);

    assertThat(totals.sortedByNet().groups())
        .extracting(UsageGroup::value)
        .containsExactly("large", "small", "negative");
    assertThat(totals.sorted(Comparator.comparing(group -> group.total().net())).groups())
        .extracting(UsageGroup::value)
        .containsExactly("negative", "small", "large");
  }

  @Test
  void plus_ofTwoMonths_mergesTheirGroups() {
    UsageTotals january = UsageTotals.of(List.of(sku("a"), sku("b")), UsageDimension.SKU);
    UsageTotals february = UsageTotals.of(List.of(sku("B"), sku("c")), UsageDimension.SKU);

    UsageTotals both = january.plus(february);

    assertThat(both.groups())
        .extracting(UsageGroup::value, group -> group.total().items())
        .containsExactly(tuple("a", 1L), tuple("b", 2L), tuple("c", 1L));
    assertThat(both.total()).isEqualTo(january.total().plus(february.total()));
  }

  @Test
  void plus_ofOtherDimensions_throws() {
    UsageTotals bySku = UsageTotals.of(List.of(ITEM), UsageDimension.SKU);
    UsageTotals byProduct = UsageTotals.of(List.of(ITEM), UsageDimension.PRODUCT);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> bySku.plus(byProduct))
        .withMessage("totals by [SKU] and by [PRODUCT] can't be added up");
  }

  @Test
  void rounded_toCents_roundsEveryAmountHalfUp() {
    UsageTotals totals =
        UsageTotals.of(List.of(net("0.005"), net("1.0049")), UsageDimension.PRODUCT).rounded(2);

    assertThat(totals.total().net()).isEqualTo("1.01");
    assertThat(totals.groups().get(0).total().net()).isEqualTo("1.01");
    assertThat(totals.total().gross()).isEqualTo("1.60");
  }

  @ParameterizedTest
  @EnumSource(names = "COST_CENTER", mode = EnumSource.Mode.EXCLUDE)
  void groups_ofAnyDimension_addUpToTheTotal(UsageDimension by) {
    List<UsageItem> items = IntStream.range(0, 500).mapToObj(UsageTotalsTest::item).toList();

    UsageTotals totals = UsageTotals.of(items, by);

    assertThat(totals.groups().size()).isGreaterThan(1);
    assertThat(sum(totals, UsageTotal::net)).isEqualByComparingTo(totals.total().net());
    assertThat(sum(totals, UsageTotal::gross)).isEqualByComparingTo(totals.total().gross());
    assertThat(sum(totals, UsageTotal::discount)).isEqualByComparingTo(totals.total().discount());
    assertThat(totals.groups().stream().mapToLong(group -> group.total().items()).sum())
        .isEqualTo(totals.total().items())
        .isEqualTo(500);
  }

  @Test
  void sum_ofNothing_isZero() {
    UsageTotals totals = UsageTotals.of(List.of(), UsageDimension.SKU);

    assertThat(totals.total()).isEqualTo(UsageTotal.ZERO);
    assertThat(totals.groups()).isEmpty();
  }

  @Test
  void of_noDimension_throws() {
    assertThatIllegalArgumentException().isThrownBy(() -> UsageTotals.of(List.of(ITEM)));
  }

  @Test
  void groups_changedByTheCaller_throws() {
    UsageTotals totals = UsageTotals.of(List.of(ITEM), UsageDimension.SKU);

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> totals.groups().clear());
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> totals.groups().get(0).values().clear());
  }

  private static BigDecimal sum(UsageTotals totals, Function<UsageTotal, BigDecimal> amount) {
    return totals.groups().stream()
        .map(UsageGroup::total)
        .map(amount)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static UsageItem item(int i) {
    return with(
        it ->
            it.date("2025-%02d-%02dT%02d:00:00Z".formatted(1 + i % 12, 1 + i % 28, i % 24))
                .product(i % 2 == 0 ? "Actions" : "actions" + i % 5)
                .sku("sku" + i % 7)
                .organizationName(i % 3 == 0 ? null : "org" + i % 3)
                .repositoryName(i % 4 == 0 ? "" : "repo" + i % 11)
                .grossAmount(BigDecimal.valueOf(i, 3))
                .discountAmount(BigDecimal.valueOf(i, 7))
                .netAmount(BigDecimal.valueOf(i * 31L, 9)));
  }

  private static UsageItem sku(String sku) {
    return with(it -> it.sku(sku));
  }

  private static UsageItem net(String amount) {
    return with(it -> it.netAmount(new BigDecimal(amount)));
  }

  private static UsageItem with(UnaryOperator<UsageItem.Builder> change) {
    return change.apply(ITEM.toBuilder()).build();
  }
}
