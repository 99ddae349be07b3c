package dev.ghbilling.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OperationPathsTest {
  private static final String BILLING = "/enterprises/octo-enterprise/settings/billing";
  private static final OperationPaths PATHS = new OperationPaths(Contract.bundled().operations());

  private static List<String> ids(String path) {
    return PATHS.matches(path).stream().map(match -> match.operation().id()).toList();
  }

  @Test
  void matches_pathOfSeveralMethods_areAllOperations() {
    assertThat(ids(BILLING + "/budgets/7"))
        .containsExactlyInAnyOrder("getBudget", "updateBudget", "deleteBudget");
  }

  @Test
  void matches_literalBesideAParameter_isTheLiteral() {
    assertThat(ids(BILLING + "/usage/summary")).containsExactly("getUsageSummary");
  }

  @Test
  void matches_encodedValue_isDecodedAndAPlusStays() {
    assertThat(PATHS.matches("/enterprises/a%2Fb+c/settings/billing/usage"))
        .singleElement()
        .extracting(match -> match.path().get("enterprise"))
        .isEqualTo("a/b+c");
  }

  @Test
  void matches_otherPath_isNone() {
    assertThat(ids("/zen")).isEmpty();
    assertThat(ids(BILLING + "/budgets/")).isEmpty();
    assertThat(ids("/enterprises/%zz/settings/billing/usage")).isEmpty();
  }
}
