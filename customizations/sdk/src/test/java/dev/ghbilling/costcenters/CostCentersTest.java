package dev.ghbilling.costcenters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.call.RateLimitPolicy;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.client.model.CostCenterResource;
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
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

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

  private Set<String> members(String id) {
    return Set.copyOf(
        resources(id).filter(CostCentersTest::isUser).map(CostCenterResource::name).toList());
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
