package dev.ghbilling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.client.model.CostCenterResource;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.costcenters.CostCenterPlan;
import dev.ghbilling.costcenters.Resource;
import dev.ghbilling.exports.UsageReportRow;
import dev.ghbilling.usage.EnterpriseUsage;
import dev.ghbilling.usage.UsageDimension;
import dev.ghbilling.usage.UsageTotals;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an application returns from a controller, written by a mapper that nobody has configured, of
 * Jackson 2 and of Jackson 3. Both write the same properties and the same numbers; the order of the
 * properties is each mapper's own, and a very small amount is written with an exponent.
 */
class PlainJsonTest {
  private static final String DIGITS = "12345678901234567890.123456789012345678901234567890";

  /** Reads every digit, so that nothing is lost by the test itself. */
  private static final ObjectMapper EXACT =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);

  /** The mappers. */
  enum Mapper {
    JACKSON_2 {
      @Override
      String write(Object value) throws IOException {
        return new ObjectMapper().writeValueAsString(value);
      }
    },
    JACKSON_3 {
      @Override
      String write(Object value) {
        return new JsonMapper().writeValueAsString(value);
      }
    };

    abstract String write(Object value) throws IOException;
  }

  @ParameterizedTest
  @EnumSource
  void write_totalsOfSeveralDimensions_areNumbersAndNull(Mapper mapper) throws IOException {
    UsageTotals totals =
        UsageTotals.of(
            List.of(item("Actions", "octo-org", DIGITS), item("Packages", null, "9.4086E-05")),
            UsageDimension.PRODUCT,
            UsageDimension.ORGANIZATION);

    assertJson(
        mapper,
        totals,
        """
        {"by": ["PRODUCT", "ORGANIZATION"],
         "groups": [
           {"values": ["Actions", "octo-org"],
            "total": {"items": 1, "gross": %1$s, "discount": 0.10, "net": %1$s}},
           {"values": ["Packages", null],
            "total": {"items": 1, "gross": 0.000094086, "discount": 0.10, "net": 0.000094086}}],
         "total": {"items": 2, "gross": %2$s, "discount": 0.20, "net": %2$s}}
        """
            .formatted(DIGITS, new BigDecimal(DIGITS).add(new BigDecimal("9.4086E-05"))));
  }

  @ParameterizedTest
  @EnumSource
  void write_usageOfAnEnterprise_hasTheItemsAsTheyCame(Mapper mapper) throws IOException {
    CostCenter center =
        CostCenter.builder()
            .id("cc-1")
            .name("Research")
            .resources(List.of(CostCenterResource.builder().type("User").name("mona").build()))
            .additionalProperty("state", "active")
            .build();
    EnterpriseUsage usage =
        new EnterpriseUsage(
            List.of(
                new EnterpriseUsage.Row(item("Actions", null, DIGITS), null),
                new EnterpriseUsage.Row(item("Actions", "octo-org", "0.10"), center)));

    JsonNode rows = EXACT.readTree(mapper.write(usage)).get("rows");

    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).get("costCenter").isNull()).isTrue();
    assertThat(rows.get(0).get("item").get("netAmount").decimalValue())
        .isEqualTo(new BigDecimal(DIGITS));
    assertThat(rows.get(1).get("item").get("netAmount").decimalValue())
        .isEqualTo(new BigDecimal("0.10"));
    assertThat(rows.get(1).get("costCenter"))
        .isEqualTo(
            EXACT.readTree(
                """
                {"id": "cc-1", "name": "Research", "state": "active",
                 "resources": [{"type": "User", "name": "mona"}]}
                """));
  }

  @ParameterizedTest
  @EnumSource
  void write_rowOfAReport_hasNullWhereThereIsNoValue(Mapper mapper) throws IOException {
    UsageReportRow row =
        new UsageReportRow(
            "2025-01-31",
            "actions",
            "actions_linux",
            new BigDecimal("4.219757100000001"),
            "minutes",
            new BigDecimal("0.0080"),
            new BigDecimal(DIGITS),
            null,
            new BigDecimal("9.4086E-08"),
            null,
            null,
            null,
            null,
            null,
            null,
            true,
            null,
            Map.of("of_later", "x"));

    assertJson(
        mapper,
        row,
        """
        {"date": "2025-01-31", "product": "actions", "sku": "actions_linux",
         "quantity": 4.219757100000001, "unitType": "minutes",
         "appliedCostPerQuantity": 0.0080, "grossAmount": %s, "discountAmount": null,
         "netAmount": 0.000000094086, "username": null, "organization": null, "repository": null,
         "workflowPath": null, "costCenterName": null, "model": null, "exceedsQuota": true,
         "totalMonthlyQuota": null, "otherColumns": {"of_later": "x"}}
        """
            .formatted(DIGITS));
  }

  @ParameterizedTest
  @EnumSource
  void write_planOfACostCenter_hasItsComponents(Mapper mapper) throws IOException {
    CostCenterPlan plan =
        new CostCenterPlan(
            "cc-1",
            "Research",
            3,
            List.of(Resource.user("mona")),
            List.of(new CostCenterPlan.Move(Resource.repository("octo/site"), "cc-2", "Sales")),
            List.of(),
            List.of(Resource.user("hubot")));

    assertJson(
        mapper,
        plan,
        """
        {"costCenterId": "cc-1", "costCenterName": "Research", "current": 3,
         "joins": [{"type": "USER", "name": "mona"}],
         "moves": [
           {"resource": {"type": "REPOSITORY", "name": "octo/site"},
            "fromId": "cc-2", "fromName": "Sales"}],
         "leaves": [], "unchanged": [{"type": "USER", "name": "hubot"}]}
        """);
  }

  private static void assertJson(Mapper mapper, Object value, String expected) throws IOException {
    assertThat(EXACT.readTree(mapper.write(value))).isEqualTo(EXACT.readTree(expected));
  }

  private static UsageItem item(String product, @Nullable String organization, String amount) {
    return UsageItem.builder()
        .date("2025-01-31T00:00:00Z")
        .product(product)
        .sku("Linux")
        .quantity(new BigDecimal("1.50"))
        .unitType("minutes")
        .pricePerUnit(new BigDecimal("0.008"))
        .grossAmount(new BigDecimal(amount))
        .discountAmount(new BigDecimal("0.10"))
        .netAmount(new BigDecimal(amount))
        .organizationName(organization)
        .build();
  }
}
