package dev.ghbilling.usage;

import dev.ghbilling.client.model.UsageItem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Usage added up by one or several dimensions, exact unless {@link #rounded} is asked for. Values
 * that differ only in case are equal, since their spelling varies between GitHub's responses; the
 * first spelling is kept.
 *
 * <pre>{@code
 * UsageTotals.of(report.usageItems(), UsageDimension.ORGANIZATION, UsageDimension.PRODUCT)
 *     .sortedByNet()
 *     .groups()
 *     .forEach(group -> print(group.values(), group.total().net()));
 * }</pre>
 *
 * @param by the dimensions
 * @param groups a total for each combination of values, in the order in which they came unless it
 *     was sorted
 * @param total the total of everything
 */
public record UsageTotals(List<UsageDimension> by, List<UsageGroup> groups, UsageTotal total) {
  /** Copies the lists. */
  public UsageTotals {
    by = List.copyOf(by);
    groups = List.copyOf(groups);
  }

  /**
   * Adds up usage items.
   *
   * @param by the dimensions, at least one
   * @throws IllegalArgumentException for no dimension, and for {@link UsageDimension#COST_CENTER},
   *     which items don't tell: see {@link EnterpriseUsage#totals}
   */
  public static UsageTotals of(Iterable<UsageItem> items, UsageDimension... by) {
    return of(items, UsageTotal.ZERO::plus, (item, dimension) -> dimension.of(item), by);
  }

  static <T> UsageTotals of(
      Iterable<T> rows,
      Function<T, UsageTotal> amounts,
      BiFunction<T, UsageDimension, @Nullable String> value,
      UsageDimension... by) {
    requireAny(by);
    Groups groups = new Groups();
    for (T row : rows) {
      List<@Nullable String> values = new ArrayList<>();
      for (UsageDimension dimension : by) {
        values.add(value.apply(row, dimension));
      }
      groups.add(values, amounts.apply(row));
    }
    return groups.totals(Arrays.asList(by));
  }

  /** Requires at least one dimension. */
  static void requireAny(UsageDimension... by) {
    if (by.length == 0) {
      throw new IllegalArgumentException("at least one dimension is required");
    }
  }

  /**
   * Returns the totals of both, such as those of two months.
   *
   * @throws IllegalArgumentException when the other one is by other dimensions
   */
  public UsageTotals plus(UsageTotals other) {
    if (!other.by.equals(by)) {
      throw new IllegalArgumentException(
          "totals by %s and by %s can't be added up".formatted(by, other.by));
    }
    Groups both = new Groups();
    Stream.concat(groups.stream(), other.groups.stream())
        .forEach(group -> both.add(group.values(), group.total()));
    return both.totals(by);
  }

  /** Returns the groups in another order. */
  public UsageTotals sorted(Comparator<UsageGroup> order) {
    return new UsageTotals(by, groups.stream().sorted(order).toList(), total);
  }

  /** Returns the groups with the largest net amount first. */
  public UsageTotals sortedByNet() {
    return sorted(Comparator.comparing((UsageGroup group) -> group.total().net()).reversed());
  }

  /**
   * Returns the amounts rounded half up, for display. Rounded amounts need not add up.
   *
   * @param decimals how many decimals are left, such as 2 for cents
   */
  public UsageTotals rounded(int decimals) {
    return new UsageTotals(
        by,
        groups.stream()
            .map(group -> new UsageGroup(group.values(), group.total().rounded(decimals)))
            .toList(),
        total.rounded(decimals));
  }

  /** The groups so far, by their values in lower case. */
  private static final class Groups {
    private final Map<List<@Nullable String>, UsageGroup> byKey = new LinkedHashMap<>();
    private UsageTotal total = UsageTotal.ZERO;

    void add(List<@Nullable String> values, UsageTotal one) {
      List<@Nullable String> key = new ArrayList<>();
      for (String value : values) {
        key.add(value == null ? null : value.toLowerCase(Locale.ROOT));
      }
      UsageGroup known = byKey.get(key);
      byKey.put(
          key,
          known == null
              ? new UsageGroup(values, one)
              : new UsageGroup(known.values(), known.total().plus(one)));
      total = total.plus(one);
    }

    UsageTotals totals(List<UsageDimension> by) {
      return new UsageTotals(by, List.copyOf(byKey.values()), total);
    }
  }
}
