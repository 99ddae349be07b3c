package dev.ghbilling.costcenters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.model.CostCenterResource;
import dev.ghbilling.costcenters.CostCenterPlan.Move;
import dev.ghbilling.error.CostCenterChangeException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.sandbox.RecordedRequest;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostCenterPlanTest {
  private static final String REMOVE = "removeUsersFromCostCenter";

  @AutoClose
  final Sandbox sandbox =
      Sandbox.builder()
          .asObserved(true)
          .costCenter("x", "Mine", "Mona", "lisa")
          .costCenter("y", "Theirs", "hubot")
          .start();

  private final ManualClock time = new ManualClock();

  @AutoClose final GitHubBilling billing = Clients.at(sandbox.baseUrl(), time).build();

  @Test
  void list_withDeletedCostCenters_showsTheirState() throws IOException {
    try (RecordingServer server = new RecordingServer();
        GitHubBilling later = Clients.at(server.baseUrl()).build()) {
      server.respondWith(centers("deleted"));

      assertThat(later.costCenters().list().costCenters())
          .extracting(center -> center.additionalProperties().get("state"))
          .containsExactly(null, "deleted");
    }
  }

  @Test
  void plan_ofChanges_comparesLoginsWithoutCase() {
    CostCenterPlan plan =
        billing.costCenters().plan("x", List.of("MONA", "octocat", "HuBot", "octocat"));

    assertThat(plan)
        .isEqualTo(
            new CostCenterPlan(
                "x",
                "Mine",
                List.of("octocat"),
                List.of(new Move("HuBot", "y", "Theirs")),
                List.of("lisa")));
    assertThat(writes()).isEmpty();
  }

  @Test
  void plan_ofPresentUsers_isEmptyAndSendsNothing() {
    CostCenterPlan plan = billing.costCenters().plan("x", List.of("LISA", "mona"));
    assertThat(plan.isEmpty()).isTrue();
    int before = sandbox.requests().size();

    billing.costCenters().apply(plan, false);

    assertThat(sandbox.requests()).hasSize(before);
  }

  @Test
  void plan_forAUserOfADeletedCostCenter_joins() throws IOException {
    try (RecordingServer server = new RecordingServer();
        GitHubBilling later = Clients.at(server.baseUrl()).build()) {
      server.respondWith(centers("deleted"));

      assertThat(later.costCenters().plan("x", List.of("hubot")).joins()).containsExactly("hubot");
      server.respondWith(centers("Deleted"));
      assertThat(later.costCenters().plan("x", List.of("hubot")).joins()).containsExactly("hubot");
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

      assertThat(later.costCenters().plan("y", List.of()).leaves()).containsExactly("hubot");
    }
  }

  @Test
  void moves_notAllowed_throwBeforeSending() {
    CostCenterPlan plan = billing.costCenters().plan("x", List.of("octocat", "hubot"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> billing.costCenters().apply(plan, false))
        .withMessageContaining("1 of the users")
        .withMessageContaining("hubot in Theirs");
    assertThat(writes()).isEmpty();
    assertThat(members("x")).containsExactlyInAnyOrder("Mona", "lisa");
  }

  @Test
  void moves_allowed_areMadeBeforeLeaves() {
    CostCenterPlan plan = billing.costCenters().plan("x", List.of("octocat", "hubot"));

    billing.costCenters().apply(plan, true);

    assertThat(members("x")).containsExactlyInAnyOrder("octocat", "hubot");
    assertThat(members("y")).isEmpty();
    assertThat(writes())
        .satisfiesExactly(
            joins -> assertThat(joins).startsWith("POST").contains("[\"octocat\",\"hubot\"]"),
            leaves -> assertThat(leaves).startsWith("DELETE").contains("[\"Mona\",\"lisa\"]"));
  }

  @Test
  void plan_endingEarly_namesTheUsersDone() {
    sandbox.faults().on(REMOVE).call(1).respondWith(422);
    CostCenterPlan plan = billing.costCenters().plan("x", users(60));

    CostCenterChangeException e =
        catchThrowableOfType(
            CostCenterChangeException.class, () -> billing.costCenters().apply(plan, false));

    assertThat(e.done()).isEqualTo(users(60));
    assertThat(e.failed()).containsExactlyInAnyOrder("Mona", "lisa");
    assertThat(members("x")).hasSize(62);
  }

  @Test
  void plan_forMixedResources_removesUsersOnly() {
    String id = documentedId();
    List<String> before = resourcesOtherThanUsers(id);
    assertThat(before).isNotEmpty();

    billing.costCenters().apply(billing.costCenters().plan(id, List.of()), false);

    assertThat(members(id)).isEmpty();
    assertThat(resourcesOtherThanUsers(id)).isEqualTo(before);
    assertThat(writes())
        .noneMatch(request -> before.stream().anyMatch(name -> request.contains(name)));
  }

  @Test
  void plan_withInvalidInput_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> billing.costCenters().plan("z", List.of()))
        .withMessage("there is no cost center z");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> billing.costCenters().plan("x", List.of(" ")))
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
    return billing.costCenters().list().costCenters().get(0).id();
  }

  private Set<String> members(String id) {
    return Set.copyOf(
        resources(id).filter(CostCenterPlanTest::isUser).map(CostCenterResource::name).toList());
  }

  private List<String> resourcesOtherThanUsers(String id) {
    return resources(id)
        .filter(resource -> !isUser(resource))
        .map(CostCenterResource::name)
        .toList();
  }

  private Stream<CostCenterResource> resources(String id) {
    return billing.costCenters().list().costCenters().stream()
        .filter(center -> center.id().equals(id))
        .flatMap(center -> center.resources().stream());
  }

  private static boolean isUser(CostCenterResource resource) {
    return resource.type().equals("User");
  }

  private List<String> writes() {
    return sandbox.requests().stream()
        .filter(request -> !request.method().equals("GET"))
        .map(CostCenterPlanTest::written)
        .toList();
  }

  private static String written(RecordedRequest request) {
    return request.method() + " " + request.body();
  }

  private static List<String> users(int number) {
    return IntStream.rangeClosed(1, number).mapToObj(i -> "user-" + i).toList();
  }
}
