package dev.ghbilling.conformance.internal.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.run.Checks;
import dev.ghbilling.spec.Contract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OperationSampleTest {
  private static final Contract CONTRACT = Contract.bundled();

  @ParameterizedTest
  @EnumSource(OperationSample.class)
  void includes_bundledContract_isTrueOfSomeOperations(OperationSample sample) {
    assertThat(CONTRACT.operations())
        .anyMatch(sample::includes)
        .anyMatch(one -> !sample.includes(one));
  }

  @Test
  void form_bundledContract_isEachOfThem() {
    List<String> forms = List.of("a", "b", "c", "d", "e");

    assertThat(CONTRACT.operations())
        .extracting(operation -> OperationSample.form(operation, forms))
        .containsAll(forms);
  }

  @Test
  void of_contractWithAnotherOperationBeforeOthers_hasTheSameChecksOfThem() {
    ObjectNode document = CONTRACT.document().deepCopy();
    ObjectNode paths = document.withObjectProperty("paths");
    JsonNode copied = paths.path("/enterprises/{enterprise}/settings/billing/actions").deepCopy();
    ((ObjectNode) copied.path("get")).put("operationId", "getNewThing");
    ObjectNode all = document.objectNode();
    all.set("/enterprises/{enterprise}/settings/billing/a-new-thing", copied);
    all.setAll(paths);
    document.set("paths", all);
    List<Check> checks = new ArrayList<>(Checks.of(Contract.of(document)).all());

    assertThat(checks.removeIf(check -> check.operationId().equals("getNewThing"))).isTrue();
    assertThat(checks)
        .extracting(Check::id, Check::clause)
        .containsExactlyInAnyOrderElementsOf(
            Checks.of(CONTRACT).all().stream()
                .map(check -> tuple(check.id(), check.clause()))
                .toList());
  }
}
