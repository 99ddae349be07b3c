package dev.ghbilling.costcenters;

import static dev.ghbilling.costcenters.CostCenterFixture.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.error.BadRequestException;
import dev.ghbilling.error.ChangeOutcome;
import dev.ghbilling.error.CostCenterChangeException;
import dev.ghbilling.error.CostCenterChangeException.ResourceOutcome;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that refuses a whole request because of a user whose login begins with ghost. */
class RefusedUsersTest {
  private final Set<String> members = new TreeSet<>(Set.of("mona", "ghost-member"));
  private int refusal = 400;

  @AutoClose
  final RecordingServer server =
      new RecordingServer()
          .respondWith((request, connection) -> response(request).send(request, connection));

  private final ManualClock time = new ManualClock();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl(), time).build();

  private ScriptedResponse response(ReceivedRequest request) throws JsonProcessingException {
    if (request.method().equals("GET")) {
      List<String> users =
          members.stream().map("{\"type\": \"User\", \"name\": \"%s\"}"::formatted).toList();
      return ScriptedResponse.json(
          "{\"costCenters\": [{\"id\": \"x\", \"name\": \"Mine\", \"resources\": %s}]}"
              .formatted(users));
    }
    List<String> users = logins(request);
    if (!request.target().contains("/x/")
        || users.stream().anyMatch(user -> user.startsWith("ghost"))) {
      return ScriptedResponse.of(refusal, "{\"message\": \"Users not found\"}");
    }
    if (request.method().equals("POST")) {
      members.addAll(users);
    } else {
      members.removeAll(users);
    }
    return ScriptedResponse.json("{\"message\": \"ok\"}");
  }

  private static List<String> logins(ReceivedRequest request) throws JsonProcessingException {
    List<String> logins = new ArrayList<>();
    for (JsonNode user : ApiJson.mapper().readTree(request.body()).path("users")) {
      logins.add(user.asText());
    }
    return logins;
  }

  private List<ReceivedRequest> writes() {
    return server.requests().stream().filter(request -> !request.method().equals("GET")).toList();
  }

  private static List<String> usersAnd(int number, int position, String ghost) {
    List<String> all = new ArrayList<>(users(number));
    all.add(position, ghost);
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 409, 422})
  @Regression(
      input = "121 users to add, one of whom the server doesn't know",
      before = "50 changed, 50 failed, 21 not tried",
      now = "120 changed, and the unknown one is named")
  void add_oneOfManyRefused_addsAllOthers(int status) throws JsonProcessingException {
    refusal = status;

    CostCenterChangeException e =
        catchThrowableOfType(
            CostCenterChangeException.class,
            () -> billing.costCenters().addUsers("x", usersAnd(120, 76, "ghost77")));

    assertThat(e.done()).isEqualTo(users(120));
    assertThat(e.refused()).containsExactly("ghost77");
    assertThat(e.outcomes().get(76).reason()).contains("HTTP " + status, "Users not found");
    assertThat(e.getMessage())
        .startsWith("cost center x: 120 users changed, 1 refused (ghost77), 0 failed");
    assertThat(members).containsAll(users(120));
    assertThat(writes()).hasSizeLessThanOrEqualTo(15);
    for (ReceivedRequest request : writes()) {
      assertThat(logins(request)).hasSizeLessThanOrEqualTo(50);
    }
    assertThat(time.pauses())
        .hasSize(writes().size() - 1)
        .allMatch(pause -> pause.compareTo(Duration.ofSeconds(1)) >= 0);
  }

  @Test
  void remove_someRefused_removesAllOthers() {
    members.addAll(users(20));
    List<String> all = usersAnd(20, 3, "ghost-member");
    all.add("ghost-last");

    CostCenterChangeException e =
        catchThrowableOfType(
            CostCenterChangeException.class, () -> billing.costCenters().removeUsers("x", all));

    assertThat(e.done()).isEqualTo(users(20));
    assertThat(e.refused()).containsExactly("ghost-member", "ghost-last");
    assertThat(members).containsExactly("ghost-member", "mona");
  }

  @Test
  void apply_additionsRefused_stillRemoves() {
    CostCenterPlan plan = billing.costCenters().plan("x", List.of("ghost-member", "ghost"));

    CostCenterChangeException e =
        catchThrowableOfType(
            CostCenterChangeException.class, () -> billing.costCenters().apply(plan, false));

    assertThat(e.outcomes())
        .extracting(ResourceOutcome::name, ResourceOutcome::outcome)
        .containsExactly(tuple("ghost", ChangeOutcome.REFUSED), tuple("mona", ChangeOutcome.DONE));
    assertThat(members).containsExactly("ghost-member");
  }

  @Test
  void add_theOnlyUserRefused_throwsItsOwnException() {
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> billing.costCenters().addUsers("x", List.of("ghost")));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void add_toAnUnknownCostCenter_isNotHalved() {
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> billing.costCenters().addUsers("z", users(50)));
    assertThat(writes()).hasSize(1);
  }

  @Test
  void add_everybodyRefused_isGivenUp() {
    List<String> ghosts = users(120).stream().map("ghost-"::concat).toList();

    CostCenterChangeException e =
        catchThrowableOfType(
            CostCenterChangeException.class, () -> billing.costCenters().addUsers("x", ghosts));

    assertThat(e.refused()).isEqualTo(ghosts.subList(0, 50));
    assertThat(e.notTried()).isEqualTo(ghosts.subList(50, 120));
    assertThat(e.outcomes().get(119).reason()).isEqualTo("50 resources in a row were refused");
    assertThat(writes()).hasSize(99);
  }

  @Test
  @Regression(
      input = "an interrupt in the pause between two requests that change users",
      before = "the second request's users counted as unclear",
      now = "they count as not tried")
  void add_interruptedBetweenRequests_namesWhoWasNotTried() {
    try (GitHubBilling interrupted = Clients.interruptedInPauses(server.baseUrl()).build()) {
      CostCenterChangeException e =
          catchThrowableOfType(
              CostCenterChangeException.class,
              () -> interrupted.costCenters().addUsers("x", users(60)));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(e).hasCauseInstanceOf(CancellationException.class);
      assertThat(e.done()).isEqualTo(users(60).subList(0, 50));
      assertThat(e.notTried()).isEqualTo(users(60).subList(50, 60));
    }
  }

  @Test
  void add_noTimeForTheNextRequest_namesWhoWasNotTried() {
    try (GitHubBilling hurried =
        Clients.at(server.baseUrl(), time).callTimeout(Duration.ofMillis(500)).build()) {
      CostCenterChangeException e =
          catchThrowableOfType(
              CostCenterChangeException.class,
              () -> hurried.costCenters().addUsers("x", users(60)));

      assertThat(e.done()).isEqualTo(users(60).subList(0, 50));
      assertThat(e.notTried()).isEqualTo(users(60).subList(50, 60));
    }
  }

  @Test
  void add_rateLimited_namesWhoFailed() {
    ScriptedResponse healthy = (request, connection) -> response(request).send(request, connection);
    ScriptedResponse limit =
        ScriptedResponse.of(429, "{\"message\": \"secondary rate limit\"}", "Retry-After: 60");
    server.respondWith(healthy, limit, healthy);

    CostCenterChangeException e =
        catchThrowableOfType(
            CostCenterChangeException.class, () -> billing.costCenters().addUsers("x", users(120)));

    assertThat(e.done()).isEqualTo(users(120).subList(0, 50));
    assertThat(e.failed()).isEqualTo(users(120).subList(50, 100));
    assertThat(e.outcomes().get(50).reason()).contains("the secondary limit ends at");
    assertThat(e.notTried()).isEqualTo(users(120).subList(100, 120));
  }
}
