package dev.ghbilling.conformance.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.spec.Contract;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChecksTest {
  private final Contract contract = Contract.bundled();

  @Test
  void of_bundledContract_checksTheStatusOfEveryOperation() {
    assertThat(Checks.of(contract).all())
        .extracting(Check::id)
        .doesNotHaveDuplicates()
        .containsAll(
            contract.operations().stream().map(operation -> operation.id() + "/status").toList());
  }

  @Test
  void of_bundledContract_pointsToExistingClauses() {
    assertThat(Checks.of(contract).all())
        .allSatisfy(
            check ->
                assertThat(contract.document().at(check.clause()).isMissingNode())
                    .as(check.clause())
                    .isFalse());
  }

  @Test
  void of_contractWithANewOperation_checksIt() {
    ObjectNode document = contract.document().deepCopy();
    ObjectNode paths = document.withObjectProperty("paths");
    ObjectNode added = paths.path("/enterprises/{enterprise}/settings/billing/actions").deepCopy();
    added.withObjectProperty("get").put("operationId", "getNewThing");
    paths.set("/enterprises/{enterprise}/settings/billing/new-thing", added);

    List<String> ids = Checks.of(Contract.of(document)).all().stream().map(Check::id).toList();

    assertThat(ids)
        .contains(
            "getNewThing/status",
            "getNewThing/content-type",
            "getNewThing/schema",
            "getNewThing/authentication",
            "getNewThing/path/enterprise");
  }

  @Test
  void of_contractWithAParameterExample_checksIt() {
    ObjectNode document = contract.document().deepCopy();
    ((ObjectNode)
            document.at(
                "/paths/~1enterprises~1{enterprise}~1settings~1billing~1usage/get/parameters/0"))
        .put("example", 2026);

    assertThat(Checks.of(Contract.of(document)).all())
        .extracting(Check::id)
        .contains("getUsageReport/query/year/example");
  }
}
