package dev.ghbilling.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The documented users have consumed 5.05 percent (octocat) and 25 percent (monalisa). */
class UserStatesTest {
  private final Sandbox sandbox = Sandbox.builder().start();

  @AfterEach
  void close() {
    sandbox.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'octocat,monalisa'",
    "threshold_lower_bound=5, 'octocat,monalisa'",
    "threshold_lower_bound=6, monalisa",
    "threshold_lower_bound=25, monalisa",
    "threshold_lower_bound=26, ''",
    "threshold_upper_bound=25, 'octocat,monalisa'",
    "threshold_upper_bound=24, octocat",
    "threshold_upper_bound=5, ''",
    "threshold_lower_bound=5&threshold_upper_bound=24, octocat",
    "sort_order=0, 'monalisa,octocat'",
    "sort_order=1, 'octocat,monalisa'",
    "sort_order=0&per_page=1, monalisa"
  })
  void list_boundsAndOrder_selectAndSortUsers(String query, String expected) {
    assertThat(
            TestClient.json(
                    new TestClient(sandbox)
                        .get("/budgets/2066deda-923f-43f9-88d2-62395a28c0cdd/user-states?" + query))
                .path("user_states")
                .findValuesAsText("user"))
        .containsExactly(expected.isEmpty() ? new String[0] : expected.split(",", -1));
  }
}
