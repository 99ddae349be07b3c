package dev.ghbilling.conformance.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.Grade;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.testkit.Regression;
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
        .filteredOn(check -> check.grade() == Grade.CONTRACT)
        .allSatisfy(
            check ->
                assertThat(contract.document().at(check.clause()).isMissingNode())
                    .as(check.clause())
                    .isFalse());
  }

  @Test
  @Regression(
      input = "checks of HEAD, conditional requests, other methods and undocumented parameters",
      before = "cited the whole operation, which says nothing of them",
      now = "a clause within the operation, a section of an RFC, or a guideline")
  void of_bundledContract_citesNoWholeOperation() {
    assertThat(Checks.of(contract).all())
        .extracting(Check::clause)
        .allMatch(
            clause ->
                clause.matches(
                    "/paths/[^/]+/([a-z]+|parameters)/.+|/(security|components/.+)"
                        + "|RFC \\d{4}, section [\\d.]+|guideline: .+"));
    assertThat(Checks.of(contract).all())
        .filteredOn(check -> check.id().matches("[^/]+/(method|head|conditional|query/unknown)"))
        .isNotEmpty()
        .allMatch(check -> check.grade() != Grade.CONTRACT);
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

  @Test
  void of_contractWithARequiredParameter_checksThatItIsRequired() {
    ObjectNode document = contract.document().deepCopy();
    String year =
        "/paths/~1enterprises~1{enterprise}~1settings~1billing~1usage/get/parameters/0/$ref";
    ((ObjectNode) document.at(document.at(year).asText().substring(1))).put("required", true);

    assertThat(Checks.of(Contract.of(document)).all())
        .extracting(Check::id)
        .contains("getUsageReport/query/year/required");
    assertThat(Checks.of(contract).all())
        .extracting(Check::id)
        .noneMatch(id -> id.matches(".*/query/.*/required"));
  }

  @Test
  void exploring_anyContract_addsOneCheckOfEachOperationWithInputsAtTheEnd() {
    List<Check> all = Checks.of(contract).exploring(10, 1).all();
    int before = Checks.of(contract).all().size();

    assertThat(all.subList(before, all.size()))
        .extracting(Check::id)
        .containsExactlyElementsOf(
            contract.operations().stream()
                .filter(
                    operation ->
                        operation.requestBody().isPresent()
                            || !operation.parameters(Parameter.Location.QUERY).isEmpty())
                .map(operation -> operation.id() + "/explore")
                .toList())
        .contains("getUsageReport/explore", "createBudget/explore")
        .doesNotContain("getActionsBilling/explore");
  }
}
