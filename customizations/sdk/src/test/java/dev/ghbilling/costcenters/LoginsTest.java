package dev.ghbilling.costcenters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.Regression;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginsTest {
  private static final String LONGEST = "a23456789-123456789-123456789-123456789";

  @AutoClose final CostCenterFixture fixture = new CostCenterFixture();

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "octocat,octocat",
        "Octo-Cat-2,Octo-Cat-2",
        "7,7",
        " octocat\u00A0,octocat",
        "\uFEFFoctocat,octocat",
        "@octocat,octocat",
        "octo-cat_acme,octo-cat_acme",
        "dependabot[bot],dependabot[bot]",
        LONGEST + "," + LONGEST
      })
  void parse_login_isReturnedBare(String text, String login) {
    assertThat(Logins.parse(text)).isEqualTo(login);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "@",
        "@@octocat",
        "octocat,mona",
        "octocat mona",
        "octocat@example.com",
        "https://github.com/octocat",
        "@acme/team",
        "-octocat",
        "octocat-",
        "octo--cat",
        "octo.cat",
        "_acme",
        "octocat_",
        "octocat_acme_b",
        "octocat[bot",
        "[bot]",
        "\u043Ectocat",
        "octo\u001B[31mcat",
        "octo\ncat",
        LONGEST + "0"
      })
  @Regression(
      input = "a text that isn't a login, such as octocat,mona",
      before = "sent as a login",
      now = "refused before anything is sent")
  void changes_ofNoLogin_sendNothing(String text) {
    for (Runnable change :
        List.<Runnable>of(
            () -> fixture.costCenters().addUsers("x", List.of("mona", text)),
            () -> fixture.costCenters().removeUsers("x", List.of("mona", text)),
            () -> fixture.costCenters().plan("x", List.of("mona", text)),
            () -> fixture.costCenters().planAdding("x", Resource.users(List.of("mona", text))),
            () -> fixture.costCenters().planRemoving("x", Resource.users(List.of("mona", text))))) {
      assertThatIllegalArgumentException()
          .isThrownBy(change::run)
          .withMessageStartingWith("a login must ")
          .withMessageNotContainingAny("\u001B", "\n");
    }
    assertThat(fixture.sandbox.requests()).isEmpty();
  }

  @Test
  void parse_longText_isShortenedAndDoneAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Logins.parse("a-".repeat(1_000_000) + " ".repeat(1_000_000) + "b"))
        .withMessageEndingWith("was " + "a-".repeat(30) + "...");
  }

  @Test
  void plan_memberWithALoginOfOlderRules_leaves() {
    try (Sandbox older = Sandbox.builder().costCenter("z", "Old", "octo--cat", "mona").start();
        GitHubBilling billing = Clients.at(older.baseUrl()).build()) {
      CostCenterPlan plan = billing.costCenters().plan("z", List.of("mona"));

      billing.costCenters().apply(plan, false);

      assertThat(plan.leaves()).extracting(Resource::name).containsExactly("octo--cat");
    }
  }
}
