package dev.ghbilling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ghbilling.client.model.ActionsBilling;
import dev.ghbilling.client.model.AdvancedSecurityCommitters;
import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.client.model.CostCenterResource;
import dev.ghbilling.client.model.PackagesBilling;
import dev.ghbilling.client.model.SharedStorageBilling;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.client.model.UsageReportExport;
import dev.ghbilling.client.model.UsageReportExportRequest;
import dev.ghbilling.client.model.UsageReportExportStatus;
import dev.ghbilling.client.model.UsageReportType;
import dev.ghbilling.error.BadRequestException;
import dev.ghbilling.exports.Export;
import dev.ghbilling.sandbox.SandboxExtension;
import dev.ghbilling.usage.UsageQuery;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The nouns return the values of GitHub's documented examples. */
class DocumentedValuesTest {
  private static final String DOCUMENTED_EXPORT = "a1b2c3d4-e5f6-7890-abcd-ef1234567890";
  private static final String DOCUMENTED_COST_CENTER = "2eeb8ffe-6903-11ee-8c99-0242ac120002";

  @RegisterExtension final SandboxExtension sandbox = SandboxExtension.create();

  @AutoClose private GitHubBilling billing = unused();

  @BeforeEach
  void connect() {
    billing =
        GitHubBilling.builder()
            .baseUrl(sandbox.baseUrl())
            .enterprise(sandbox.enterprise())
            .token("ghp_documented")
            .build();
  }

  private static GitHubBilling unused() {
    return GitHubBilling.builder().enterprise("unused").token("unused").build();
  }

  @Test
  void actions_ofTheExample_used305Minutes() {
    assertThat(billing.actions().totalMinutesUsed()).isEqualTo("305");
  }

  @Test
  void actions_ofTheExample_areBrokenDownByOperatingSystem() {
    ActionsBilling actions = billing.actions();

    assertThat(actions.minutesUsedBreakdown().UBUNTU()).isEqualTo("205");
    assertThat(actions.minutesUsedBreakdown().MACOS()).isEqualTo("10");
    assertThat(actions.minutesUsedBreakdown().WINDOWS()).isEqualTo("90");
  }

  @Test
  void packages_ofTheExample_transferred50Gigabytes() {
    PackagesBilling packages = billing.packages();

    assertThat(packages.totalGigabytesBandwidthUsed()).isEqualTo("50");
    assertThat(packages.totalPaidGigabytesBandwidthUsed()).isEqualTo("40");
    assertThat(packages.includedGigabytesBandwidth()).isEqualTo("10");
  }

  @Test
  void sharedStorage_ofTheExample_isEstimatedAt40Gigabytes() {
    SharedStorageBilling storage = billing.sharedStorage();

    assertThat(storage.daysLeftInBillingCycle()).isEqualTo(20);
    assertThat(storage.estimatedPaidStorageForMonth()).isEqualTo("15");
    assertThat(storage.estimatedStorageForMonth()).isEqualTo("40");
  }

  @Test
  void advancedSecurity_ofTheExample_hasTwoCommitters() {
    AdvancedSecurityCommitters committers = billing.advancedSecurity().get();

    assertThat(committers.totalAdvancedSecurityCommitters()).isEqualTo(2);
    assertThat(committers.repositories())
        .extracting("name")
        .containsExactly("octocat-org/Hello-World", "octocat-org/server");
    assertThat(committers.repositories().get(0).advancedSecurityCommittersBreakdown().get(0))
        .hasFieldOrPropertyWithValue("userLogin", "octocat")
        .hasFieldOrPropertyWithValue("lastPushedDate", LocalDate.of(2021, 11, 3));
  }

  @Test
  void page_ofSizeOne_hasOneRepository() {
    assertThat(billing.advancedSecurity().page(2, 1).repositories())
        .extracting("name")
        .containsExactly("octocat-org/server");
  }

  @Test
  void costCenters_ofTheExample_chargeMonalisa() {
    assertThat(billing.costCenters().list().costCenters())
        .hasSize(2)
        .first()
        .satisfies(
            center -> {
              assertThat(center.id()).isEqualTo(DOCUMENTED_COST_CENTER);
              assertThat(center.resources())
                  .containsExactly(
                      CostCenterResource.builder().type("User").name("Monalisa").build(),
                      CostCenterResource.builder().type("Team").name("enterprise-team-1").build());
            });
  }

  @Test
  void addUsers_ofOneUser_addsTheUser() {
    assertThat(billing.costCenters().addUsers(DOCUMENTED_COST_CENTER, List.of("octocat")).message())
        .isEqualTo("Resources successfully added to the cost center.");

    assertThat(users()).containsExactly("Monalisa", "octocat");
  }

  @Test
  void removeUsers_ofOneUser_removesTheUser() {
    assertThat(
            billing
                .costCenters()
                .removeUsers(DOCUMENTED_COST_CENTER, List.of("monalisa"))
                .message())
        .isEqualTo("Resources successfully removed from the cost center.");

    assertThat(users()).isEmpty();
  }

  @Test
  void addUsers_toAnUnknownCostCenter_throwsBadRequest() {
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> billing.costCenters().addUsers("unknown", List.of("octocat")))
        .withMessageContaining("cost_center_id");
  }

  @Test
  void addUsers_withoutLogins_throwsBeforeSending() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> billing.costCenters().addUsers(DOCUMENTED_COST_CENTER, List.of()))
        .withMessage("at least one login is required");
  }

  @Test
  void usage_ofTheExample_costsEightyCentsNet() {
    assertThat(billing.usage().report(UsageQuery.month(YearMonth.of(2023, 8))).usageItems())
        .singleElement()
        .extracting(UsageItem::netAmount)
        .isEqualTo(new BigDecimal("0.8"));
  }

  @Test
  void usage_ofAnotherMonth_isEmpty() {
    assertThat(billing.usage().report(UsageQuery.month(YearMonth.of(2023, 9))).usageItems())
        .isEmpty();
  }

  @Test
  void exports_ofTheExample_areListed() {
    assertThat(billing.exports().list().usageReportExports())
        .extracting(UsageReportExport::reportType)
        .containsExactly(
            UsageReportType.DETAILED, UsageReportType.SUMMARIZED, UsageReportType.PREMIUM_REQUEST);
  }

  @Test
  void export_ofTheExample_isCompleted() {
    UsageReportExport export = billing.exports().get(DOCUMENTED_EXPORT);

    assertThat(export.status()).isEqualTo(UsageReportExportStatus.COMPLETED);
    assertThat(export.actor()).isEqualTo("monalisa");
  }

  @Test
  void export_justRequested_isProcessing() {
    Export export =
        billing
            .exports()
            .request(
                UsageReportExportRequest.builder()
                    .reportType(UsageReportType.DETAILED)
                    .startDate(LocalDate.of(2024, 1, 1))
                    .endDate(LocalDate.of(2024, 1, 31))
                    .build());

    assertThat(export.get().status()).isEqualTo(UsageReportExportStatus.PROCESSING);
    assertThat(export.id()).isNotEqualTo(DOCUMENTED_EXPORT);
  }

  private List<String> users() {
    CostCenter center = billing.costCenters().list().costCenters().get(0);
    return center.resources().stream()
        .filter(resource -> resource.type().equals("User"))
        .map(CostCenterResource::name)
        .toList();
  }
}
