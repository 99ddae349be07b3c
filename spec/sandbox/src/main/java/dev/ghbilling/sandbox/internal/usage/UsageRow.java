package dev.ghbilling.sandbox.internal.usage;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of usage in the API's spelling. Amounts are US dollars. What the API doesn't show of a row
 * selects it nevertheless, or stands in the files of exports.
 */
public record UsageRow(
    String date,
    String product,
    String sku,
    BigDecimal quantity,
    String unitType,
    BigDecimal pricePerUnit,
    BigDecimal grossAmount,
    BigDecimal discountAmount,
    BigDecimal netAmount,
    String organizationName,
    @Nullable String repositoryName,
    @Nullable String username,
    @Nullable String model,
    @Nullable String workflowPath) {
  private static final List<String> SHOWN =
      List.of(
          "date",
          "product",
          "sku",
          "quantity",
          "unitType",
          "pricePerUnit",
          "grossAmount",
          "discountAmount",
          "netAmount",
          "organizationName",
          "repositoryName");

  /** The properties that parameters of other names select by, also those that name the scope. */
  private static final Map<String, String> BY_PARAMETER =
      Map.of(
          "organization", "organizationName",
          "org", "organizationName",
          "repository", "repositoryName",
          "user", "username");

  /** Returns the property that a parameter selects rows by. */
  public static String selectedBy(String parameter) {
    return BY_PARAMETER.getOrDefault(parameter, parameter);
  }

  /**
   * Returns a property by the name that it has in one of the API's reports: a text or a {@link
   * BigDecimal}; null if the row doesn't have it.
   */
  public @Nullable Object property(String name) {
    return switch (name) {
      case "date" -> date;
      case "product" -> product;
      case "sku" -> sku;
      case "quantity", "grossQuantity" -> quantity;
      case "discountQuantity" -> isFree() ? quantity : BigDecimal.ZERO;
      case "netQuantity" -> isFree() ? BigDecimal.ZERO : quantity;
      case "unitType" -> unitType;
      case "pricePerUnit" -> pricePerUnit;
      case "grossAmount" -> grossAmount;
      case "discountAmount" -> discountAmount;
      case "netAmount" -> netAmount;
      case "organizationName" -> organizationName;
      case "repositoryName" -> repositoryName;
      case "username" -> username;
      case "model" -> model;
      default -> null;
    };
  }

  /** Returns whether the whole quantity is discounted. */
  private boolean isFree() {
    return grossAmount.signum() != 0 && grossAmount.compareTo(discountAmount) == 0;
  }

  /** Writes the properties that the API shows of a single row. */
  void writeProperties(JsonGenerator out) throws IOException {
    for (String name : SHOWN) {
      Object value = property(name);
      if (value instanceof BigDecimal number) {
        out.writeNumberField(name, number);
      } else if (value != null) {
        out.writeStringField(name, value.toString());
      }
    }
  }
}
