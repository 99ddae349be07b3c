package dev.ghbilling.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.ResourceOperation.Files;
import dev.ghbilling.spec.ResourceOperation.Members;
import dev.ghbilling.spec.ResourceOperation.Progress;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResourceOperationTest {
  private static final Contract CONTRACT = Contract.bundled();
  private static final String COST_CENTERS =
      "/enterprises/{enterprise}/settings/billing/cost-centers";
  private static final String EXPORTS = "/enterprises/{enterprise}/settings/billing/reports";

  @Test
  void resource_ofAnOperationWithoutOne_isEmpty() {
    assertThat(CONTRACT.operation("getUsageReport").orElseThrow().resource()).isEmpty();
  }

  @Test
  void resource_ofAList_isOfTheCollectionAsAWhole() {
    ResourceOperation list = resource("listCostCenters");

    assertThat(list.does()).isEqualTo(Action.LIST);
    assertThat(list.collection()).isEqualTo(COST_CENTERS);
    assertThat(list.parameter()).isEmpty();
    assertThat(list.items()).isEqualTo(JsonPointer.compile("/costCenters"));
  }

  @Test
  void resource_ofAMember_isIdentifiedByTheLastParameter() {
    ResourceOperation add = resource("addResourcesToCostCenter");

    assertThat(add.does()).isEqualTo(Action.ADD);
    assertThat(add.collection()).isEqualTo(COST_CENTERS);
    assertThat(add.parameter()).contains("cost_center_id");
    Members members = add.members().orElseThrow();
    assertThat(members.within()).isEqualTo(JsonPointer.compile("/resources"));
    assertThat(members.kinds()).containsEntry("users", "User");
    assertThat(members.exclusive()).isTrue();
    assertThat(members.most()).hasValue(50);
    assertThat(resource("removeResourcesFromCostCenter").members()).contains(members);
  }

  @Test
  void resource_withProgress_tellsItsStates() {
    assertThat(resource("createUsageReportExport").progress())
        .contains(
            new Progress(
                JsonPointer.compile("/status"),
                "processing",
                List.of("completed", "failed"),
                JsonPointer.compile("/download_urls"),
                Optional.of(
                    new Files(
                        "date",
                        JsonPointer.compile("/start_date"),
                        JsonPointer.compile("/end_date"),
                        "getUsageReport",
                        Map.of(
                            "quantity", JsonPointer.compile("/quantity"),
                            "gross_amount", JsonPointer.compile("/grossAmount"),
                            "discount_amount", JsonPointer.compile("/discountAmount"),
                            "net_amount", JsonPointer.compile("/netAmount")),
                        Map.of(
                            "report_type",
                            List.of(TextNode.valueOf("detailed"), TextNode.valueOf("summarized"))),
                        Map.of(
                            "report_type",
                            Map.of(
                                "detailed", 31,
                                "summarized", 366,
                                "premium_request", 31,
                                "ai_credit", 31))))));
  }

  @Test
  void resource_withAUniqueProperty_tellsWhere() {
    assertThat(resource("createCostCenter").unique()).contains(JsonPointer.compile("/name"));
    assertThat(resource("createBudget").unique()).isEmpty();
  }

  @Test
  void operation_ofACollection_isFoundByWhatItDoes() {
    assertThat(CONTRACT.operation(Action.GET, EXPORTS))
        .contains(CONTRACT.operation("getUsageReportExport").orElseThrow());
    assertThat(CONTRACT.operation(Action.DELETE, EXPORTS)).isEmpty();
  }

  @Test
  void resource_thatIsArchived_becomesSomethingElse() throws IOException {
    JsonNode operation =
        ContractJson.MAPPER.readTree(
            """
            {"x-resource": {"does": "delete", "item": "/center", "id": "/number",
              "becomes": {"state": "deleted"}}}
            """);

    ResourceOperation delete = ResourceOperation.of("/centers/{number}", operation).orElseThrow();

    assertThat(delete.collection()).isEqualTo("/centers");
    assertThat(delete.item()).isEqualTo(JsonPointer.compile("/center"));
    assertThat(delete.id()).isEqualTo(JsonPointer.compile("/number"));
    assertThat(delete.becomes())
        .isEqualTo(Map.of("state", ContractJson.MAPPER.readTree("\"deleted\"")));
  }

  private static ResourceOperation resource(String operation) {
    return CONTRACT.operation(operation).flatMap(Operation::resource).orElseThrow();
  }
}
