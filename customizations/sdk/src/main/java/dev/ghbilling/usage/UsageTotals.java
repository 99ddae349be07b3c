package dev.ghbilling.usage;

import dev.ghbilling.client.model.UsageItem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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

  /** The totals of these items. */
  public static UsageTotals of(UsageDimension by, Iterable<UsageItem> items) {
    Map<Optional<String>, Optional<String>> spellings = new LinkedHashMap<>();
    Map<Optional<String>, UsageTotal> groups = new LinkedHashMap<>();
    UsageTotal all = UsageTotal.ZERO;
    for (UsageItem item : items) {
      Optional<String> value = by.of(item);
      Optional<String> spelling =
          spellings.computeIfAbsent(
              value.map(text -> text.toLowerCase(Locale.ROOT)), unseen -> value);
      groups.merge(spelling, UsageTotal.ZERO.plus(item), (sum, one) -> sum.plus(item));
      all = all.plus(item);
    }
    return new UsageTotals(by, groups, all);
  }
}
