package dev.ghbilling.sandbox.internal.export;

import dev.ghbilling.sandbox.internal.usage.ObservedUsage;
import dev.ghbilling.sandbox.internal.usage.UsageData;
import dev.ghbilling.sandbox.internal.usage.UsageRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a type of usage report, and the values that a row of usage has in them. Reports
 * spell values differently: {@code actions_linux} is the API's {@code Actions Linux}.
 */
public final class ReportColumns {
  private static final BigDecimal SMALL = new BigDecimal("0.0001");
  private static final List<String> DETAILED =
      List.of(
          "date",
          "product",
          "sku",
          "quantity",
          "unit_type",
          "applied_cost_per_quantity",
          "gross_amount",
          "discount_amount",
          "net_amount",
          "username",
          "organization",
          "repository",
          "workflow_path",
          "cost_center_name");
  private static final List<String> ONLY_DETAILED = List.of("username", "workflow_path");
  private static final List<String> PREMIUM_REQUEST =
      with(DETAILED, "model", "exceeds_quota", "total_monthly_quota");
  private static final Map<String, List<String>> BY_TYPE =
      Map.of(
          "summarized",
          DETAILED.stream().filter(name -> !ONLY_DETAILED.contains(name)).toList(),
          "premium_request",
          PREMIUM_REQUEST,
          "ai_credit",
          with(PREMIUM_REQUEST, "aic_quantity", "aic_gross_amount"));

  /** The unit of the only rows of Copilot that a type has. */
  private static final Map<String, String> UNITS =
      Map.of("premium_request", "Requests", "ai_credit", "Credits");

  /** The value of a column, from a row and the name of its cost center. */
  private static final Map<String, BiFunction<UsageRow, String, @Nullable String>> VALUES =
      Map.ofEntries(
          Map.entry("date", (item, center) -> item.date().substring(0, 10)),
          Map.entry("product", (item, center) -> snake(item.product())),
          Map.entry("sku", (item, center) -> snake(item.sku())),
          Map.entry("quantity", (item, center) -> number(item.quantity())),
          Map.entry("unit_type", (item, center) -> kebab(item.unitType())),
          Map.entry("applied_cost_per_quantity", (item, center) -> number(item.pricePerUnit())),
          Map.entry("gross_amount", (item, center) -> number(item.grossAmount())),
          Map.entry("discount_amount", (item, center) -> number(item.discountAmount())),
          Map.entry("net_amount", (item, center) -> number(item.netAmount())),
          Map.entry("username", (item, center) -> item.username()),
          Map.entry("organization", (item, center) -> item.organizationName()),
          Map.entry("repository", (item, center) -> item.repositoryName()),
          Map.entry("workflow_path", (item, center) -> item.workflowPath()),
          Map.entry("cost_center_name", (item, center) -> center),
          Map.entry(ObservedUsage.LATER_ADDITION, (item, center) -> "0.80"),
          Map.entry("model", (item, center) -> item.model()),
          Map.entry("exceeds_quota", (item, center) -> "False"),
          Map.entry("total_monthly_quota", (item, center) -> "1000"),
          Map.entry("aic_quantity", (item, center) -> number(item.quantity())),
          Map.entry("aic_gross_amount", (item, center) -> number(item.grossAmount())));

  private final List<String> names;
  private final Optional<String> unit;
  private final List<BiFunction<UsageRow, String, @Nullable String>> values;

  private ReportColumns(List<String> names, Optional<String> unit) {
    this.unit = unit;
    this.names = List.copyOf(names);
    this.values = names.stream().map(VALUES::get).toList();
  }

  /**
   * Returns the columns of a type. The types are an open enumeration: one that isn't known here has
   * the columns of a detailed report.
   */
  public static ReportColumns of(String reportType) {
    return new ReportColumns(
        BY_TYPE.getOrDefault(reportType, DETAILED), Optional.ofNullable(UNITS.get(reportType)));
  }

  /** Returns the columns of a type as observed: in another order, and with one more. */
  static ReportColumns observed(String reportType) {
    ReportColumns columns = of(reportType);
    List<String> names = new ArrayList<>(columns.names);
    Collections.rotate(names, 5);
    names.add(2, ObservedUsage.LATER_ADDITION);
    return new ReportColumns(names, columns.unit);
  }

  private static List<String> with(List<String> names, String... more) {
    return Stream.concat(names.stream(), Stream.of(more)).toList();
  }

  /** Returns whether the report has a row; that of premium requests has no other usage. */
  boolean include(UsageData data, long row) {
    return unit.isEmpty() || isOfCopilot(data.row(row), unit.get());
  }

  private static boolean isOfCopilot(UsageRow item, String unit) {
    return item.product().equalsIgnoreCase("Copilot") && item.unitType().equalsIgnoreCase(unit);
  }

  void writeHeader(StringBuilder line) {
    names.forEach(name -> field(line, name));
    end(line);
  }

  void writeRow(UsageRow item, String costCenterName, StringBuilder line) {
    for (BiFunction<UsageRow, String, @Nullable String> value : values) {
      field(line, value.apply(item, costCenterName));
    }
    end(line);
  }

  private static void field(StringBuilder line, @Nullable String value) {
    line.append('"').append(value == null ? "" : value.replace("\"", "\"\"")).append("\",");
  }

  private static void end(StringBuilder line) {
    line.setLength(line.length() - 1);
    // RFC 4180 ends records with CRLF, and a reader that splits at LF alone is to fail here.
    line.append("\r\n");
  }

  private static String snake(String words) {
    return words.toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
  }

  private static String kebab(String camel) {
    StringBuilder kebab = new StringBuilder();
    for (int i = 0; i < camel.length(); i++) {
      char letter = camel.charAt(i);
      if (Character.isUpperCase(letter) && i > 0) {
        kebab.append('-');
      }
      kebab.append(Character.toLowerCase(letter));
    }
    return kebab.toString();
  }

  /** Formats a number plainly, and a small one as reports do, such as {@code 9.4086E-05}. */
  private static String number(BigDecimal number) {
    if (number.signum() == 0 || number.abs().compareTo(SMALL) >= 0) {
      return number.toPlainString();
    }
    int exponent = number.precision() - number.scale() - 1;
    return "%sE-%02d".formatted(number.movePointLeft(exponent).toPlainString(), -exponent);
  }
}
