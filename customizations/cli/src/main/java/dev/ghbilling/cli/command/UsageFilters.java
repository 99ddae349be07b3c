package dev.ghbilling.cli.command;

import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.spec.Selects;
import dev.ghbilling.usage.UsageDimension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options that select rows of a report, which GitHub's parameters don't. Names are compared as
 * the contract says for the parameters that a summary has for them.
 */
final class UsageFilters {
  private static final int MAX_NAMED = 10;

  @Option(
      names = "--product",
      paramLabel = "P",
      description =
          "Include only usage of this product. Names are compared by their letters and digits only, ignoring case: git_lfs is Git LFS.")
  private @Nullable String product;

  @Option(
      names = "--sku",
      paramLabel = "S",
      description = "Include only usage of this SKU. Its name is compared like a product's.")
  private @Nullable String sku;

  @Option(
      names = "--repository",
      paramLabel = "R",
      description =
          "Include only usage of this repository, with or without its owner, ignoring case.")
  private @Nullable String repository;

  @Option(
      names = "--organization",
      paramLabel = "O",
      description = "Include only usage of this organization, ignoring case.")
  private @Nullable String organization;

  private @Nullable List<Filter> filters;

  /** An option's value, and which values of rows are spellings of it. */
  private record Filter(
      UsageDimension dimension, String wanted, Selects selects, Map<String, Boolean> same) {
    boolean takes(UsageItem item) {
      String value = dimension.of(item);
      return value != null && same.computeIfAbsent(value, each -> selects.isSame(wanted, each));
    }
  }

  private List<Filter> filters() {
    if (filters == null) {
      filters =
          Stream.of(
                  filter(UsageDimension.PRODUCT, product),
                  filter(UsageDimension.SKU, sku),
                  filter(UsageDimension.REPOSITORY, repository),
                  filter(UsageDimension.ORGANIZATION, organization))
              .flatMap(List::stream)
              .toList();
    }
    return filters;
  }

  private static List<Filter> filter(UsageDimension dimension, @Nullable String wanted) {
    return wanted == null
        ? List.of()
        : List.of(
            new Filter(
                dimension,
                wanted,
                Selects.of(ContractOptions.parameter("getUsageSummary", name(dimension)))
                    .orElseThrow(),
                new HashMap<>()));
  }

  private static String name(UsageDimension dimension) {
    return dimension.name().toLowerCase(Locale.ROOT);
  }

  boolean areEmpty() {
    return filters().isEmpty();
  }

  /** Returns whether a row has all wanted values. */
  boolean have(UsageItem item) {
    return filters().stream().allMatch(filter -> filter.takes(item));
  }

  /** Returns a line for each wanted value that no row has, with the values that there are. */
  List<String> unknown(List<UsageItem> items) {
    List<String> lines = new ArrayList<>();
    for (Filter filter : filters()) {
      if (items.stream().noneMatch(filter::takes)) {
        lines.add(
            unknown(
                name(filter.dimension()),
                filter.wanted(),
                items.stream().flatMap(item -> Stream.ofNullable(filter.dimension().of(item)))));
      }
    }
    return lines;
  }

  /**
   * Returns a line for a name that nothing has.
   *
   * @param property what it is a name of
   * @param known the names that there are
   */
  static String unknown(String property, String name, Stream<String> known) {
    String names = list(known);
    return "No usage in this period has the %s %s%s"
        .formatted(property, name, names.isEmpty() ? "" : ". Usage exists for: " + names);
  }

  /** Returns the first names in their order. */
  static String list(Stream<String> known) {
    TreeSet<String> names = known.collect(Collectors.toCollection(TreeSet::new));
    return names.stream().limit(MAX_NAMED).collect(Collectors.joining(", "))
        + (names.size() > MAX_NAMED ? " and others" : "");
  }
}
