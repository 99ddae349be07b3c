package dev.ghbilling.usage;

import dev.ghbilling.client.model.UsageItem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Usage added up by one dimension. Values that differ in case only are the same, since GitHub's
 * vocabularies differ so from answer to answer; the spelling that came first is kept.
 *
 * @param by the dimension
 * @param groups a total for each value, in the order in which the values came; the empty one is for
 *     items without a value
 * @param all the total of everything
 */
public record UsageTotals(
    UsageDimension by, Map<Optional<String>, UsageTotal> groups, UsageTotal all) {

  public UsageTotals {
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
  }

  /**
   * The totals of these items.
   *
   * @throws IllegalArgumentException for {@link UsageDimension#COST_CENTER}, which items don't say:
   *     see {@link EnterpriseUsage#totals}
   */
  public static UsageTotals of(UsageDimension by, Iterable<UsageItem> items) {
    return of(by, items, by::of, item -> item);
  }

  static <T> UsageTotals of(
      UsageDimension by,
      Iterable<T> rows,
      Function<T, Optional<String>> valueOf,
      Function<T, UsageItem> itemOf) {
    Map<Optional<String>, Optional<String>> spellings = new LinkedHashMap<>();
    Map<Optional<String>, UsageTotal> groups = new LinkedHashMap<>();
    UsageTotal all = UsageTotal.ZERO;
    for (T row : rows) {
      UsageItem item = itemOf.apply(row);
      Optional<String> value = valueOf.apply(row);
      Optional<String> spelling =
          spellings.computeIfAbsent(
              value.map(text -> text.toLowerCase(Locale.ROOT)), unseen -> value);
      groups.merge(spelling, UsageTotal.ZERO.plus(item), (sum, one) -> sum.plus(item));
      all = all.plus(item);
    }
    return new UsageTotals(by, groups, all);
  }
}
