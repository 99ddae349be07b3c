package dev.ghbilling.costcenters;

import static dev.ghbilling.costcenters.CostCenterFixture.REMOVE;
import static dev.ghbilling.costcenters.CostCenterFixture.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.client.model.CostCenterState;
import dev.ghbilling.costcenters.CostCenterPlan.Move;
import dev.ghbilling.error.CostCenterChangeException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostCenterPlanTest {

  @AutoClose final CostCenterFixture fixture = new CostCenterFixture();

  @Test
  void list_withDeletedCostCenters_showsTheirState() throws IOException {
    try (RecordingServer server = new RecordingServer();
        GitHubBilling later = Clients.at(server.baseUrl()).build()) {
      server.respondWith(centers("deleted"));

      assertThat(later.costCenters().list().costCenters())
          .extracting(CostCenter::state)
          .containsExactly(null, CostCenterState.DELETED);
    }
  }

  @Test
  void plan_ofChanges_comparesLoginsWithoutCase() {
    CostCenterPlan plan =
        fixture.costCenters().plan("x", List.of("MONA", "octocat", "HuBot", "octocat"));

    assertThat(plan)
        .isEqualTo(
            new CostCenterPlan(
                "x",
                "Mine",
                2,
                List.of(Resource.user("octocat")),
                List.of(new Move(Resource.user("HuBot"), "y", "Theirs")),
                List.of(Resource.user("lisa")),
                List.of(Resource.user("MONA"))));
    assertThat(fixture.writes()).isEmpty();
  }

  @Test
  void plan_ofPresentUsers_isEmptyAndSendsNothing() {
    CostCenterPlan plan = fixture.costCenters().plan("x", List.of("LISA", "mona"));
    assertThat(plan.isEmpty()).isTrue();
    int before = fixture.sandbox.requests().size();

    fixture.costCenters().apply(plan, false);

    assertThat(fixture.sandbox.requests()).hasSize(before);
  }

  @Test
  void plan_forAUserOfADeletedCostCenter_joins() throws IOException {
    try (RecordingServer server = new RecordingServer();
        GitHubBilling later = Clients.at(server.baseUrl()).build()) {
      server.respondWith(centers("deleted"));

      assertThat(later.costCenters().plan("x", List.of("hubot")).joins())
          .containsExactly(Resource.user("hubot"));
      server.respondWith(centers("Deleted"));
      assertThat(later.costCenters().plan("x", List.of("hubot")).joins())
          .containsExactly(Resource.user("hubot"));
      server.respondWith(centers("active"));
      assertThat(later.costCenters().plan("x", List.of("hubot")).moves()).hasSize(1);
      server.respondWith(centers("of a kind to come"));
      assertThat(later.costCenters().plan("x", List.of("hubot")).moves()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"deleted", "DELETED", "inactive"})
  void plan_forAnInactiveCostCenter_throws(String state) throws IOException {
    try (RecordingServer server = new RecordingServer();
        GitHubBilling later = Clients.at(server.baseUrl()).build()) {
      server.respondWith(centers(state));

      assertThatIllegalArgumentException()
          .isThrownBy(() -> later.costCenters().plan("y", List.of("octocat")))
          .withMessage("the cost center Theirs (y) must be active, was " + state);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"active\"", "\"Active\"", "null"})
  void plan_forAnActiveOrUnknownState_succeeds(String state) throws IOException {
    try (RecordingServer server = new RecordingServer();
        GitHubBilling later = Clients.at(server.baseUrl()).build()) {
      server.respondWith(centersOf(state));

      assertThat(later.costCenters().plan("y", List.of()).leaves())
          .containsExactly(Resource.user("hubot"));
    }
  }

  @Test
  void moves_notAllowed_throwBeforeSending() {
    CostCenterPlan plan = fixture.costCenters().plan("x", List.of("octocat", "hubot"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> fixture.costCenters().apply(plan, false))
        .withMessageContaining("1 of the users")
        .withMessageContaining("hubot in Theirs");
    assertThat(fixture.writes()).isEmpty();
    assertThat(fixture.members("x")).containsExactlyInAnyOrder("Mona", "lisa");
  }

  @Test
  void moves_allowed_areMadeBeforeLeaves() {
    CostCenterPlan plan = fixture.costCenters().plan("x", List.of("octocat", "hubot"));

    fixture.costCenters().apply(plan, true, 2);

    assertThat(fixture.members("x")).containsExactlyInAnyOrder("octocat", "hubot");
    assertThat(fixture.members("y")).isEmpty();
    assertThat(fixture.writes())
        .satisfiesExactly(
            joins -> assertThat(joins).startsWith("POST").contains("[\"octocat\",\"hubot\"]"),
            leaves -> assertThat(leaves).startsWith("DELETE").contains("[\"Mona\",\"lisa\"]"));
  }

  @Test
  void plan_endingEarly_namesTheUsersDone() {
    fixture.sandbox.faults().on(REMOVE).call(1).respondWith(403);
    CostCenterPlan plan = fixture.costCenters().plan("x", users(60));

    CostCenterChangeException e =
        catchThrowableOfType(
            CostCenterChangeException.class, () -> fixture.costCenters().apply(plan, false, 2));

    assertThat(e.done()).isEqualTo(users(60));
    assertThat(e.failed()).containsExactlyInAnyOrder("Mona", "lisa");
    assertThat(fixture.members("x")).hasSize(62);
  }

  @Test
  @Regression(
      input = "a plan that removes 2 of 2 users",
      before = "carried out",
      now = "refused unless as many removals are allowed")
  void removals_ofMoreThanHalf_throwBeforeSending() {
    CostCenterPlan all = fixture.costCenters().plan("x", List.of("octocat"));
    CostCenterPlan half = fixture.costCenters().plan("x", List.of("octocat", "mona"));

    assertThat(all.removesMost()).isTrue();
    assertThat(half.removesMost()).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fixture.costCenters().apply(all, false))
        .withMessage("the plan would remove 2 of 2 users of Mine: allow removals up to 2, not 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fixture.costCenters().apply(half, false, 0))
        .withMessageContaining("allow removals up to 1, not ");
    assertThat(fixture.writes()).isEmpty();

    fixture.costCenters().apply(half, false);
    assertThat(fixture.members("x")).containsExactlyInAnyOrder("Mona", "octocat");
  }

  @Test
  void planAdding_ofMembersAndOthers_removesNobody() {
    CostCenterPlan plan =
        fixture.costCenters().planAdding("x", Resource.users(List.of("@mona", "octocat", "hubot")));

    assertThat(plan.unchanged()).containsExactly(Resource.user("mona"));
    assertThat(plan.joins()).containsExactly(Resource.user("octocat"));
    assertThat(plan.moves()).containsExactly(new Move(Resource.user("hubot"), "y", "Theirs"));
    assertThat(plan.leaves()).isEmpty();
  }

  @Test
  void planRemoving_ofMembersAndOthers_addsNobody() {
    CostCenterPlan plan =
        fixture.costCenters().planRemoving("x", Resource.users(List.of("mona", "hubot")));

    assertThat(plan.leaves()).containsExactly(Resource.user("mona"));
    assertThat(plan.unchanged()).containsExactly(Resource.user("hubot"));
    assertThat(plan.added()).isEmpty();
  }

  @Test
  void plan_forMixedResources_removesUsersOnly() {
    String id = documentedId();
    List<String> before = fixture.resourcesOtherThanUsers(id);
    assertThat(before).isNotEmpty();

    CostCenterPlan plan = fixture.costCenters().plan(id, List.of());
    fixture.costCenters().apply(plan, false, plan.leaves().size());

    assertThat(fixture.members(id)).isEmpty();
    assertThat(fixture.resourcesOtherThanUsers(id)).isEqualTo(before);
    assertThat(fixture.writes())
        .noneMatch(request -> before.stream().anyMatch(name -> request.contains(name)));
  }

  @Test
  void plan_withInvalidInput_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fixture.costCenters().plan("z", List.of()))
        .withMessage("there is no cost center z");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fixture.costCenters().plan("x", List.of(" ")))
        .withMessage("a login must not be blank");
  }

  private static ScriptedResponse centers(String state) {
    return centersOf("\"" + state + "\"");
  }

  private static ScriptedResponse centersOf(String state) {
    return ScriptedResponse.json(
        """
        {"costCenters": [
          {"id": "x", "name": "Mine", "resources": []},
          {"id": "y", "name": "Theirs", "state": %s,
           "resources": [{"type": "User", "name": "hubot"}]}]}
        """
            .formatted(state));
  }

  private String documentedId() {
    return fixture.costCenters().list().costCenters().get(0).id();
  }
}
