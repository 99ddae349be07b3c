package dev.ghbilling.spec.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ghbilling.spec.Contract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckUsesTest {
  private static final List<String> THERE =
      List.of(
          "operation getUsageReport",
          "parameter getUsageReport.cost_center_id",
          "property UsageItem.netAmount",
          "schema CostCenterChange",
          "value UsageReportType.detailed");

  @Test
  void missing_usesInTheContract_areNone() {
    assertThat(CheckUses.missing(Contract.bundled(), THERE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "operation getUsageReports",
        "parameter getUsageReport.minute",
        "parameter getMinutes.minute",
        "property UsageItem.netamount",
        "property UsageRow.netAmount",
        "schema Change",
        "value UsageReportType.daily"
      })
  void missing_useNotInTheContract_isListed(String use) {
    assertThat(CheckUses.missing(Contract.bundled(), List.of(use))).containsExactly(use);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "getUsageReport", "operation", "property UsageItem", "thing a.b"})
  void missing_malformedLine_throws(String line) {
    assertThatThrownBy(() -> CheckUses.missing(Contract.bundled(), List.of(line)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void main_missingUse_throwsNamingUserAndUse(@TempDir Path root) throws Exception {
    Path list = Files.createDirectories(root.resolve("customizations/sdk")).resolve("uses.txt");
    Files.writeString(list, "operation getGone\n");

    assertThatThrownBy(
            () ->
                CheckUses.main(
                    new String[] {root.resolve("spec/openapi.yaml").toString(), list.toString()}))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining(
            "customizations/sdk uses operation getGone, which spec/openapi.yaml no longer has");
  }
}
