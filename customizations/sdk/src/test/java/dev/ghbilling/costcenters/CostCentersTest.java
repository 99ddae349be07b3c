package dev.ghbilling.costcenters;

import static dev.ghbilling.costcenters.CostCenterFixture.ADD;
import static dev.ghbilling.costcenters.CostCenterFixture.REMOVE;
import static dev.ghbilling.costcenters.CostCenterFixture.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.call.RateLimitPolicy;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.CostCenterChangeException;
import dev.ghbilling.error.PermissionException;
import dev.ghbilling.error.ServerException;
import dev.ghbilling.sandbox.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostCentersTest {

  @AutoClose final CostCenterFixture fixture = new CostCenterFixture();

  @Test
  void findId_ofAnIdOrAName_isTheId() {
    assertThat(fixture.costCenters().findId("X")).isEqualTo("x");
    assertThat(fixture.costCenters().findId("mine")).isEqualTo("x");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fixture.costCenters().findId("Nobody's"))
        .withMessageContaining("there is no cost center Nobody's");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".."})
  void id_thatIsNone_sendsNothing(String id) {
    CostCenters costCenters = fixture.costCenters();

    assertThatIllegalArgumentException().isThrownBy(() -> costCenters.get(id));
    assertThatIllegalArgumentException().isThrownBy(() -> costCenters.rename(id, "Theirs"));
    assertThatIllegalArgumentException().isThrownBy(() -> costCenters.delete(id));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> costCenters.planRemoving(id, List.of(Resource.user("mona"))));
    assertThat(fixture.writes()).isEmpty();
  }

  @Test
  void users_moreThanFifty_areSentInSeveralRequests() {
    List<String> users = users(120);

    fixture.costCenters().addUsers("x", users);
    assertThat(fixture.members("x")).hasSize(122).containsAll(users);

    fixture.costCenters().removeUsers("x", users);
    assertThat(fixture.members("x")).containsExactlyInAnyOrder("Mona", "lisa");
    assertThat(fixture.writes()).hasSize(6);
  }

  @Test
  void responses_ofSeveralRequests_areMerged() {
    fixture.costCenters().addUsers("y", users(120));

    var response = fixture.costCenters().addUsers("x", users(120));

    assertThat(response.message()).isEqualTo("Resources successfully added to the cost center.");
    assertThat(response.reassignedResources()).hasSize(120);
  }

  @Test
  void user_namedTwice_isSentOnce() {
    fixture.costCenters().addUsers("x", List.of("octocat", "OctoCat", "octocat"));

    assertThat(fixture.writes()).singleElement().asString().contains("{\"users\":[\"octocat\"]}");
  }

  @Test
  void request_refused_namesTheUsersAddedAndNot() {
    List<String> users = users(120);
    fixture.sandbox.faults().on(ADD).call(2).respondWith(403);

    CostCenterChangeException e =
        catchThrowableOfType(
            CostCenterChangeException.class, () -> fixture.costCenters().addUsers("x", users));

    assertThat(e.done()).isEqualTo(users.subList(0, 50));
    assertThat(e.failed()).isEqualTo(users.subList(50, 100));
    assertThat(e.unclear()).isEmpty();
    assertThat(e.notTried()).isEqualTo(users.subList(100, 120));
    assertThat(e.costCenterId()).isEqualTo("x");
    assertThat(e).hasCauseInstanceOf(PermissionException.class);
    assertThat(e.getMessage())
        .startsWith(
            "cost center x: 50 users changed, 0 refused, 50 failed (user-51, user-52, user-53, user-54,"
                + " user-55 and 45 more), 0 unclear, 20 not tried: addResourcesToCostCenter: HTTP 403");
    assertThat(fixture.members("x")).containsAll(e.done()).doesNotContainAnyElementsOf(e.failed());
  }

  @Test
  void request_withALostResponse_isCheckedAgainstTheList() {
    List<String> users = users(120);
    fixture.sandbox.faults().on(ADD).call(2).inject(Fault.reset().afterOperation());

    CostCenterChangeException e =
        catchThrowableOfType(
            CostCenterChangeException.class, () -> fixture.costCenters().addUsers("x", users));

    assertThat(e.done()).isEqualTo(users.subList(0, 100));
    assertThat(e.failed()).isEmpty();
    assertThat(e.notTried()).isEqualTo(users.subList(100, 120));
    assertThat(e).hasCauseInstanceOf(ConnectionException.class);
    assertThat(fixture.members("x"))
        .containsAll(e.done())
        .doesNotContainAnyElementsOf(e.notTried());
  }

  @Test
  void refusal_afterALostResponse_isCheckedAgainstTheList() {
    List<String> users = users(120);
    fixture.sandbox.faults().on(ADD).call(2).inject(Fault.reset().afterOperation());
    fixture.sandbox.faults().on(ADD).call(3).respondWith(403);

    try (GitHubBilling persistent =
        fixture.billing.toBuilder()
            .retryPolicy(RetryPolicy.builder().maxAttempts(2).build())
            .build()) {
      CostCenterChangeException e =
          catchThrowableOfType(
              CostCenterChangeException.class, () -> persistent.costCenters().addUsers("x", users));

      assertThat(e).hasCauseInstanceOf(PermissionException.class);
      assertThat(e.failed()).isEmpty();
      assertThat(e.done()).isEqualTo(users.subList(0, 100));
      assertThat(fixture.members("x")).containsAll(e.done());
    }
  }

  @Test
  void request_neverSent_countsAsNotTried() {
    List<String> users = users(120);
    fixture
        .sandbox
        .faults()
        .on(ADD)
        .call(1)
        .inject(
            Fault.ownResponse()
                .header("X-RateLimit-Remaining", "0")
                .rateLimitReset(Duration.ofMinutes(30)));

    try (GitHubBilling impatient =
        fixture.billing.toBuilder().rateLimitPolicy(RateLimitPolicy.FAIL).build()) {
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
    fixture.costCenters().addUsers("x", users);
    fixture.sandbox.faults().on(REMOVE).call(1).respondWith(502);

    CostCenterChangeException e =
        catchThrowableOfType(
            CostCenterChangeException.class, () -> fixture.costCenters().removeUsers("x", users));

    assertThat(e.done()).isEmpty();
    assertThat(e.failed()).isEqualTo(users.subList(0, 50));
    assertThat(e.notTried()).isEqualTo(users.subList(50, 60));
    assertThat(fixture.members("x")).containsAll(users);
  }

  @Test
  void request_thatCannotBeChecked_isUnclear() {
    List<String> users = users(60);
    fixture.sandbox.faults().on(ADD).call(1).respondWith(502);
    fixture.sandbox.faults().on("listCostCenters").call(1).respondWith(503);

    CostCenterChangeException e =
        catchThrowableOfType(
            CostCenterChangeException.class, () -> fixture.costCenters().addUsers("x", users));

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
        fixture.billing.toBuilder()
            .token(() -> given.incrementAndGet() > 1 ? "" : "first")
            .build()) {
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
    fixture.sandbox.faults().on(ADD).call(1).respondWith(403);

    assertThatExceptionOfType(PermissionException.class)
        .isThrownBy(() -> fixture.costCenters().addUsers("x", users(50)));
  }
}
