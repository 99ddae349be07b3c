package dev.ghbilling.costcenters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.error.ChangeExtent;
import dev.ghbilling.error.ChangeOutcome;
import dev.ghbilling.error.CostCenterChangeException;
import dev.ghbilling.error.CostCenterChangeException.ResourceOutcome;
import dev.ghbilling.error.IncompleteListException;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that reports success for users whom it ignores, which its list of users shows. */
class ProvenChangeTest {
  private static final String OK = "{\"message\": \"ok\"}";

  private final Set<String> members = new TreeSet<>(Set.of("mona", "lisa", "ann", "bob"));
  private final Set<String> others = new TreeSet<>(Set.of("hubot"));
  private final Set<String> ignored = new TreeSet<>();
  private final List<String> lists = new ArrayList<>();
  private ScriptedResponse changed = ScriptedResponse.json(OK);
  private int listStatus = 200;
  private String deleted = "";
  private int lag;

  @AutoClose
  final RecordingServer server =
      new RecordingServer()
          .respondWith((request, connection) -> response(request).send(request, connection));

  private final ManualClock time = new ManualClock();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl(), time).build();
  private final CostCenters costCenters = billing.costCenters();

  private ScriptedResponse response(ReceivedRequest request) throws IOException {
    if (request.method().equals("GET")) {
      return list();
    }
    for (var user : ApiJson.mapper().readTree(request.body()).path("users")) {
      if (!ignored.contains(user.asText())) {
        boolean added = request.method().equals("POST");
        boolean unused = added ? members.add(user.asText()) : members.remove(user.asText());
      }
    }
    return changed;
  }

  private ScriptedResponse list() {
    lists.add(
        "{\"costCenters\": [%s, %s%s]}"
            .formatted(center("x", "Mine", members), center("y", "Theirs", others), deleted));
    return ScriptedResponse.of(listStatus, lists.get(Math.max(0, lists.size() - 1 - lag)));
  }

  private static String center(String id, String name, Set<String> users) {
    return "{\"id\": \"%s\", \"name\": \"%s\", \"resources\": %s}"
        .formatted(
            id,
            name,
            users.stream().map("{\"type\": \"User\", \"name\": \"%s\"}"::formatted).toList());
  }

  private List<String> writes() {
    return server.requests().stream()
        .filter(request -> !request.method().equals("GET"))
        .map(request -> request.method() + " " + request.body())
        .toList();
  }

  private CostCenterChangeException failureOfAdding(String... users) {
    CostCenterPlan plan = costCenters.planAdding("x", Resource.users(List.of(users)));
    return catchThrowableOfType(
        CostCenterChangeException.class, () -> costCenters.apply(plan, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"message\": \"ok\", \"not_found\": [\"Ghost\"]} | REFUSED | HTTP 200 with not_found",
        "200 | {\"errors\": [{\"user\": {\"login\": \"ghost\"}}]} | REFUSED | HTTP 200 with errors",
        "200 | {\"failed\": {\"ghost\": \"unknown\"}} | REFUSED | HTTP 200 with failed",
        "200 | {\"failed\": 1, \"errors\": []} | FAILED | HTTP 200 with failed",
        "207 | {\"message\": \"ok\"} | FAILED | HTTP 207"
      })
  @Regression(
      input = "207, or 200 with not_found, to a change of a cost center's users",
      before = "done for all",
      now = "the users whom the cost center's list doesn't show are named")
  void change_notReportedAsDoneForAll_isHeldAgainstTheList(
      int status, String body, ChangeOutcome outcome, String reason) {
    ignored.add("ghost");
    changed = ScriptedResponse.of(status, body);

    CostCenterChangeException applied = failureOfAdding("eve", "ghost");
    CostCenterChangeException added =
        catchThrowableOfType(
            CostCenterChangeException.class,
            () -> costCenters.addUsers("x", List.of("eve", "ghost")));

    for (CostCenterChangeException e : List.of(applied, added)) {
      assertThat(e.outcomes())
          .containsExactly(
              new ResourceOutcome("User", "eve", ChangeOutcome.DONE, null, null),
              new ResourceOutcome("User", "ghost", outcome, reason, null));
      assertThat(e.extent()).isEqualTo(ChangeExtent.PARTLY);
      assertThat(e).hasNoCause().hasMessageContainingAll("1 users changed", "ghost: " + reason);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", OK})
  @Regression(
      input = "202 to a change of a cost center's users that is made later",
      before = "failed, by a list that was requested at once",
      now = "unclear, after the list was requested three times")
  void change_acceptedButNotListed_isUnclear(String body) {
    ignored.add("ghost");
    changed = ScriptedResponse.of(202, body);

    CostCenterChangeException e = failureOfAdding("eve", "ghost");

    assertThat(e.done()).containsExactly("eve");
    assertThat(e.unclear()).containsExactly("ghost");
    assertThat(e).hasMessageContaining("ghost: HTTP 202, but the cost center's list doesn't show");
    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void change_acceptedAndListedLater_isDone() {
    CostCenterPlan plan = costCenters.planAdding("x", Resource.users(List.of("eve")));
    changed = ScriptedResponse.of(202, OK);
    lag = 1;

    assertThat(costCenters.apply(plan, false).outcomes())
        .extracting(ResourceOutcome::outcome)
        .containsExactly(ChangeOutcome.DONE);
  }

  @Test
  void change_notReportedAsDoneForAllButMade_returnsTheResponse() {
    changed = ScriptedResponse.of(207, "{\"results\": [\"eve\"]}");

    assertThat(costCenters.addUsers("x", List.of("eve")).additionalProperties())
        .containsEntry("results", List.of("eve"));
    assertThat(
            costCenters
                .apply(costCenters.planRemoving("x", Resource.users(List.of("eve"))), false)
                .outcomes())
        .containsExactly(new ResourceOutcome("User", "eve", ChangeOutcome.DONE, null, null));
  }

  @Test
  @Regression(
      input = "200 to a change that the server makes for some of the users only",
      before = "done for all",
      now = "the others are named as unclear")
  void apply_userIgnoredSilently_isUnclear() {
    ignored.add("ghost");

    CostCenterChangeException e = failureOfAdding("eve", "ghost");

    assertThat(e.done()).containsExactly("eve");
    assertThat(e.unclear()).containsExactly("ghost");
    assertThat(e.getMessage()).contains("1 unclear (ghost)", "list doesn't show the change");
    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(catchThrowableOfType(CostCenterChangeException.class, () -> remove("ann"))).isNull();
  }

  private void remove(String user) {
    costCenters.apply(costCenters.planRemoving("x", Resource.users(List.of(user))), false);
  }

  @Test
  void apply_listLaggingBehind_isReadAgain() {
    CostCenterPlan plan = costCenters.planRemoving("x", Resource.users(List.of("ann")));
    lag = 1;

    AppliedPlan applied = costCenters.apply(plan, false);

    assertThat(applied.outcomes())
        .extracting(ResourceOutcome::outcome)
        .containsExactly(ChangeOutcome.DONE);
    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void change_thatCannotBeListed_isAsTheServerReports() {
    CostCenterPlan plan = costCenters.planAdding("x", Resource.users(List.of("eve")));
    changed =
        (request, connection) -> {
          listStatus = 403;
          ScriptedResponse.json(OK).send(request, connection);
        };
    assertThat(costCenters.apply(plan, false).outcomes())
        .containsExactly(new ResourceOutcome("User", "eve", ChangeOutcome.DONE, null, null));

    changed = ScriptedResponse.of(207, OK);
    CostCenterChangeException e =
        catchThrowableOfType(
            CostCenterChangeException.class, () -> costCenters.addUsers("x", List.of("eve")));
    assertThat(e.unclear()).containsExactly("eve");
    assertThat(e.extent()).isEqualTo(ChangeExtent.UNCLEAR);
    assertThat(e).hasMessageContaining("HTTP 403");
  }

  @Test
  @Regression(
      input = "reassigned_resources in the response, also with users whom nobody requested",
      before = "in the response alone, and lost when a later request failed",
      now = "an outcome for each, with the cost center that it came from")
  void apply_reassignedUsers_areOutcomes() {
    String response =
        """
        {"message": "ok", "reassigned_resources": [
          {"resource_type": "user", "name": "EVE", "previous_cost_center": "Elsewhere"},
          {"resource_type": "user", "name": "zoe", "previous_cost_center": "Theirs"},
          {"resource_type": "organization", "name": "acme", "previous_cost_center": "Theirs"},
          {"resource_type": "user", "name": "max"}]}""";
    changed = ScriptedResponse.json(response);
    ResourceOutcome eve = new ResourceOutcome("User", "eve", ChangeOutcome.DONE, null, "Elsewhere");
    ResourceOutcome hubot =
        new ResourceOutcome("User", "hubot", ChangeOutcome.DONE, null, "Theirs");
    ResourceOutcome zoe =
        new ResourceOutcome("User", "zoe", ChangeOutcome.UNREQUESTED, null, "Theirs");
    ResourceOutcome max = new ResourceOutcome("User", "max", ChangeOutcome.UNREQUESTED, null, null);
    ResourceOutcome acme =
        new ResourceOutcome("Org", "acme", ChangeOutcome.UNREQUESTED, null, "Theirs");

    AppliedPlan applied =
        costCenters.apply(
            costCenters.planAdding("x", Resource.users(List.of("eve", "hubot"))), true);
    assertThat(applied.outcomes()).containsExactly(eve, hubot, zoe, acme, max);

    members.remove("eve");
    members.remove("hubot");
    ignored.add("ghost");
    CostCenterChangeException e = failureOfAdding("eve", "hubot", "ghost");
    assertThat(e.outcomes()).contains(eve, hubot, zoe, acme, max);
    assertThat(e.unrequested()).containsExactly("zoe", "acme", "max");
    assertThat(e.getMessage()).contains("3 unrequested (zoe, acme, max)");
    assertThat(e.response().reassignedResources()).hasSize(4);
  }

  @Test
  @Regression(
      input = "a user of a deleted cost center, whom the response names as reassigned from it",
      before = "joins in the plan, and moved from the deleted cost center in the outcome",
      now = "joins in both; a cost center of that name which isn't deleted is named")
  void apply_reassignedFromADeletedCostCenter_isNoMove() {
    deleted = ", {\"id\": \"z\", \"name\": \"Old\", \"state\": \"deleted\", \"resources\": []}";
    changed =
        ScriptedResponse.json(
            """
            {"message": "ok", "reassigned_resources": [
              {"resource_type": "user", "name": "eve", "previous_cost_center": "Old"}]}""");
    CostCenterPlan plan = costCenters.planAdding("x", Resource.users(List.of("eve")));

    assertThat(plan.joins()).hasSize(1);
    assertThat(costCenters.apply(plan, false).outcomes())
        .containsExactly(new ResourceOutcome("User", "eve", ChangeOutcome.DONE, null, null));

    members.remove("eve");
    deleted += ", " + center("v", "Old", Set.of());
    assertThat(costCenters.apply(plan, false).outcomes())
        .containsExactly(new ResourceOutcome("User", "eve", ChangeOutcome.DONE, null, "Old"));
  }

  @Test
  @Regression(
      input = "a user who joins another cost center after the plan was made",
      before = "moved, although moves weren't allowed",
      now = "refused before anything is changed")
  void apply_joinThatBecameAMove_changesNothing() {
    CostCenterPlan plan = costCenters.planAdding("x", Resource.users(List.of("eve")));
    others.add("Eve");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> costCenters.apply(plan, false))
        .withMessageContaining("eve in Theirs: allow moves");
    assertThat(writes()).isEmpty();
    assertThat(costCenters.apply(plan, true).outcomes())
        .containsExactly(new ResourceOutcome("User", "eve", ChangeOutcome.DONE, null, "Theirs"));
  }

  @Test
  @Regression(
      input = "a plan that removes 2 of 4 users, of whom the other 2 have left in the meantime",
      before = "all users were removed",
      now = "refused, since more than half would be removed")
  void apply_halfThatBecameMost_changesNothing() {
    CostCenterPlan plan = costCenters.plan("x", List.of("mona", "lisa"));
    members.removeAll(List.of("mona", "lisa"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> costCenters.apply(plan, false))
        .withMessage("the plan would remove 2 of 2 users of Mine: allow removals up to 2, not 1");
    assertThat(writes()).isEmpty();
  }

  @Test
  void apply_planWithMoreUsersThanThereAre_changesNothing() {
    CostCenterPlan forged =
        new CostCenterPlan(
            "x",
            "Mine",
            100,
            List.of(),
            List.of(),
            Resource.users(List.of("mona", "lisa", "ann")),
            List.of());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> costCenters.apply(forged, false))
        .withMessageContaining("remove 3 of 4 users");
    assertThat(writes()).isEmpty();
  }

  @Test
  void apply_userBothAddedAndRemoved_changesNothing() {
    CostCenterPlan forged =
        new CostCenterPlan(
            "x",
            "Mine",
            4,
            List.of(Resource.user("Mona")),
            List.of(),
            List.of(Resource.user("mona")),
            List.of());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> costCenters.apply(forged, false))
        .withMessage("the plan both adds and removes Mona");
    assertThat(writes()).isEmpty();
  }

  @Test
  void apply_usersWhoAreAlreadySo_areDoneWithoutARequest() {
    CostCenterPlan plan = costCenters.plan("x", List.of("mona", "lisa", "ann", "eve"));
    members.add("eve");
    members.remove("bob");

    assertThat(costCenters.apply(plan, false).outcomes())
        .extracting(ResourceOutcome::outcome)
        .containsExactly(ChangeOutcome.DONE, ChangeOutcome.DONE);
    assertThat(writes()).isEmpty();
  }

  @Test
  void plan_costCenterListedTwice_hasTheUsersOfBoth() {
    server.respondWith(
        ScriptedResponse.json(
            "{\"costCenters\": [%s, %s]}"
                .formatted(center("x", "Mine", Set.of("ann")), center("x", "Mine", members))));

    assertThat(costCenters.plan("x", List.of("ann")).leaves())
        .extracting(Resource::name)
        .containsExactlyInAnyOrder("bob", "lisa", "mona");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<%s?page=2>; rel=\"next\"", "</elsewhere>; rel=next"})
  @Regression(
      input = "a list of cost centers with a Link header that names a next page",
      before = "its first page taken for the whole list",
      now = "an exception")
  void list_onePageOfSeveral_isRefused(String link) {
    server.respondWith(
        ScriptedResponse.of(
            200,
            "{\"costCenters\": [%s]}".formatted(center("x", "Mine", members)),
            "Link: " + link.formatted(server.baseUrl())));

    for (Runnable call :
        List.<Runnable>of(
            costCenters::list,
            () -> costCenters.plan("x", List.of("ann")),
            () -> billing.usage().enterpriseTotal(YearMonth.of(2026, 1)))) {
      assertThatExceptionOfType(IncompleteListException.class)
          .isThrownBy(call::run)
          .withMessageContaining("a page of the list and names a next one");
    }
  }

  @Test
  @Regression(
      input = "206 to a request for the list of cost centers",
      before = "taken for the whole list",
      now = "an exception")
  void list_partialContent_isRefused() {
    server.respondWith(
        ScriptedResponse.of(
            206,
            "{\"costCenters\": [%s]}".formatted(center("x", "Mine", members)),
            "Content-Range: bytes 0-99/5000"));

    assertThatExceptionOfType(UnreadableResponseException.class)
        .isThrownBy(() -> costCenters.plan("x", List.of("ann")))
        .withMessageContaining("HTTP 206");
  }
}
