package dev.ghbilling.costcenters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.call.RateLimitPolicy;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.client.model.CostCenterResource;
import dev.ghbilling.costcenters.CostCenterPlan.Move;
import dev.ghbilling.error.BadRequestException;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.CostCenterChangeException;
import dev.ghbilling.error.PermissionException;
import dev.ghbilling.error.ServerException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.sandbox.Fault;
import dev.ghbilling.sandbox.RecordedRequest;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostCentersTest {
  private static final String ADD = "addUsersToCostCenter";
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
  void users_moreThanFifty_areSentInSeveralRequests() {
    List<String> users = users(120);

    billing.costCenters().addUsers("x", users);
    assertThat(members("x")).hasSize(122).containsAll(users);

    billing.costCenters().removeUsers("x", users);
    assertThat(members("x")).containsExactlyInAnyOrder("Mona", "lisa");
    assertThat(writes()).hasSize(6);
  }

  @Test
  void responses_ofSeveralRequests_areMerged() {
    billing.costCenters().addUsers("y", users(120));

    var response = billing.costCenters().addUsers("x", users(120));

    assertThat(response.message()).isEqualTo("Resources successfully added to the cost center.");
    assertThat(response.additionalProperties().get("reassigned_resources"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(120);
  }

  @Test
  void user_namedTwice_isSentOnce() {
    billing.costCenters().addUsers("x", List.of("octocat", "OctoCat", "octocat"));

    assertThat(writes()).singleElement().asString().contains("{\"users\":[\"octocat\"]}");
  }

  @Test
  void request_refused_namesTheUsersAddedAndNot() {
    List<String> users = users(120);
    sandbox.faults().on(ADD).call(2).respondWith(422);

    CostCenterChangeException e =
        catchThrowableOfType(
            CostCenterChangeException.class, () -> billing.costCenters().addUsers("x", users));

    assertThat(e.done()).isEqualTo(users.subList(0, 50));
    assertThat(e.failed()).isEqualTo(users.subList(50, 100));
    assertThat(e.unclear()).isEmpty();
    assertThat(e.notTried()).isEqualTo(users.subList(100, 120));
    assertThat(e.costCenterId()).isEqualTo("x");
    assertThat(e).hasCauseInstanceOf(BadRequestException.class);
    assertThat(e.getMessage())
        .startsWith(
            "cost center x: 50 users changed, 50 failed, 0 unclear, 20 not tried: "
                + "addUsersToCostCenter: HTTP 422");
    assertThat(members("x")).containsAll(e.done()).doesNotContainAnyElementsOf(e.failed());
  }

  @Test
  void request_withALostResponse_isCheckedAgainstTheList() {
    List<String> users = users(120);
    sandbox.faults().on(ADD).call(2).inject(Fault.reset().afterOperation());

    CostCenterChangeException e =
        catchThrowableOfType(
            CostCenterChangeException.class, () -> billing.costCenters().addUsers("x", users));

    assertThat(e.done()).isEqualTo(users.subList(0, 100));
    assertThat(e.failed()).isEmpty();
    assertThat(e.notTried()).isEqualTo(users.subList(100, 120));
    assertThat(e).hasCauseInstanceOf(ConnectionException.class);
    assertThat(members("x")).containsAll(e.done()).doesNotContainAnyElementsOf(e.notTried());
  }

  @Test
  void refusal_afterALostResponse_isCheckedAgainstTheList() {
    List<String> users = users(120);
    sandbox.faults().on(ADD).call(2).inject(Fault.reset().afterOperation());
    sandbox.faults().on(ADD).call(3).respondWith(403);

    try (GitHubBilling persistent =
        billing.toBuilder().retryPolicy(RetryPolicy.builder().maxAttempts(2).build()).build()) {
      CostCenterChangeException e =
          catchThrowableOfType(
              CostCenterChangeException.class, () -> persistent.costCenters().addUsers("x", users));

      assertThat(e).hasCauseInstanceOf(PermissionException.class);
      assertThat(e.failed()).isEmpty();
      assertThat(e.done()).isEqualTo(users.subList(0, 100));
      assertThat(members("x")).containsAll(e.done());
    }
  }

  @Test
  void request_neverSent_countsAsNotTried() {
    List<String> users = users(120);
    sandbox
        .faults()
        .on(ADD)
        .call(1)
        .inject(
            Fault.ownResponse()
                .header("X-RateLimit-Remaining", "0")
                .rateLimitReset(Duration.ofMinutes(30)));

    try (GitHubBilling impatient =
        billing.toBuilder().rateLimitPolicy(RateLimitPolicy.FAIL).build()) {
      CostCenterChangeException e =
          catchThrowableOfType(
              CostCenterChangeException.class, () -> impatient.costCenters().addUsers("x", users));

      assertThat(e.done()).isEqualTo(users.subList(0, 50));
      assertThat(e.failed()).isEmpty();
      assertThat(e.unclear()).isEmpty();
      assertThat(e.notTried()).isEqualTo(users.subList(50, 120));
    }
  }

  @Test
  void removal_withALostResponse_isCheckedAgainstTheList() {
    List<String> users = users(60);
    billing.costCenters().addUsers("x", users);
    sandbox.faults().on(REMOVE).call(1).respondWith(502);

    CostCenterChangeException e =
        catchThrowableOfType(
            CostCenterChangeException.class, () -> billing.costCenters().removeUsers("x", users));

    assertThat(e.done()).isEmpty();
    assertThat(e.failed()).isEqualTo(users.subList(0, 50));
    assertThat(e.notTried()).isEqualTo(users.subList(50, 60));
    assertThat(members("x")).containsAll(users);
  }

  @Test
  void request_thatCannotBeChecked_isUnclear() {
    List<String> users = users(60);
    sandbox.faults().on(ADD).call(1).respondWith(502);
    sandbox.faults().on("listCostCenters").call(1).respondWith(503);

    CostCenterChangeException e =
        catchThrowableOfType(
            CostCenterChangeException.class, () -> billing.costCenters().addUsers("x", users));

    assertThat(e.unclear()).isEqualTo(users.subList(0, 50));
    assertThat(e.notTried()).isEqualTo(users.subList(50, 60));
    assertThat(e)
        .cause()
        .satisfies(
            cause ->
                assertThat(cause.getSuppressed()).hasExactlyElementsOfTypes(ServerException.class));
  }

  @Test
  void token_failingBetweenRequests_leavesTheRestUnclear() {
    AtomicInteger given = new AtomicInteger();
    try (GitHubBilling rotating =
        billing.toBuilder().token(() -> given.incrementAndGet() > 1 ? "" : "first").build()) {
      CostCenterChangeException e =
          catchThrowableOfType(
              CostCenterChangeException.class,
              () -> rotating.costCenters().addUsers("x", users(60)));

      assertThat(e.done()).isEqualTo(users(60).subList(0, 50));
      assertThat(e.unclear()).isEqualTo(users(60).subList(50, 60));
    }
  }

  @Test
  void request_theOnlyOne_throwsItsOwnException() {
    sandbox.faults().on(ADD).call(1).respondWith(403);

    assertThatExceptionOfType(PermissionException.class)
        .isThrownBy(() -> billing.costCenters().addUsers("x", users(50)));
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
        resources(id).filter(CostCentersTest::isUser).map(CostCenterResource::name).toList());
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
        .map(CostCentersTest::written)
        .toList();
  }

  private static String written(RecordedRequest request) {
    return request.method() + " " + request.body();
  }

  private static List<String> users(int number) {
    return IntStream.rangeClosed(1, number).mapToObj(i -> "user-" + i).toList();
  }
}
