package dev.ghbilling.cli.command;

import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.usage.UsageDimension;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select rows of a report, which GitHub's parameters don't. */
final class UsageFilters {
  private static final int MAX_NAMED = 10;

  @Option(
      names = "--product",
      paramLabel = "P",
      description = "Include only usage of this product, in any case.")
  private @Nullable String product;

  @Option(
      names = "--sku",
      paramLabel = "S",
      description = "Include only usage of this SKU, in any case.")
  private @Nullable String sku;

  @Option(
      names = "--repository",
      paramLabel = "R",
      description = "Include only usage of this repository, as the rows name it.")
  private @Nullable String repository;

  @Option(
      names = "--organization",
      paramLabel = "O",
      description = "Include only usage of this organization.")
  private @Nullable String organization;

  private Map<UsageDimension, String> wanted() {
    Map<UsageDimension, String> wanted = new EnumMap<>(UsageDimension.class);
    put(wanted, UsageDimension.PRODUCT, product);
    put(wanted, UsageDimension.SKU, sku);
    put(wanted, UsageDimension.REPOSITORY, repository);
    put(wanted, UsageDimension.ORGANIZATION, organization);
    return wanted;
  }

  private static void put(
      Map<UsageDimension, String> into, UsageDimension dimension, @Nullable String value) {
    if (value != null) {
      into.put(dimension, value.strip());
    }
  }

  boolean areEmpty() {
    return wanted().isEmpty();
  }

  /** Returns whether a row has all wanted values. */
  boolean have(UsageItem item) {
    return wanted().entrySet().stream().allMatch(each -> has(item, each.getKey(), each.getValue()));
  }

  private static boolean has(UsageItem item, UsageDimension dimension, String wanted) {
    String value = dimension.of(item);
    return value != null && value.strip().equalsIgnoreCase(wanted);
  }

  /** Returns a line for each wanted value that no row has, with the values that there are. */
  List<String> unknown(List<UsageItem> items) {
    List<String> lines = new ArrayList<>();
    wanted()
        .forEach(
            (dimension, value) -> {
              if (items.stream().noneMatch(item -> has(item, dimension, value))) {
                lines.add(unknown(items, dimension, value));
              }
            });
    return lines;
  }

  private static String unknown(List<UsageItem> items, UsageDimension dimension, String value) {
    TreeSet<String> known =
        items.stream()
            .map(dimension::of)
            .filter(each -> each != null)
            .collect(Collectors.toCollection(TreeSet::new));
    return "No row has the %s %s%s"
        .formatted(
            dimension.name().toLowerCase(Locale.ROOT),
            value,
            known.isEmpty()
                ? ""
                : ". There are: "
                    + known.stream().limit(MAX_NAMED).collect(Collectors.joining(", "))
                    + (known.size() > MAX_NAMED ? " and others" : ""));
  }
}
