package dev.ghbilling.costcenters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.client.model.CostCenterState;
import dev.ghbilling.costcenters.CostCentersPlan.Action;
import dev.ghbilling.costcenters.CostCentersPlan.LargeRemoval;
import dev.ghbilling.costcenters.CostCentersPlan.Step;
import dev.ghbilling.error.ChangeOutcome;
import dev.ghbilling.error.DesiredStateException;
import dev.ghbilling.error.DesiredStateException.StepOutcome;
import dev.ghbilling.sandbox.Fault;
import dev.ghbilling.testkit.Regression;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DesiredStateTest {
  @AutoClose final CostCenterFixture fixture = new CostCenterFixture();

  @Test
  void plan_membersOfTwoCostCentersSwapped_movesThemAndRemovesNobody() {
    CostCentersPlan plan =
        plan(users(null, "Mine", "hubot", "lisa"), users(null, "Theirs", "mona"));

    assertThat(plan.steps())
        .containsExactly(
            new Step(Action.MOVE, "x", "Mine", Resource.user("hubot"), "y", "Theirs"),
            new Step(Action.MOVE, "y", "Theirs", Resource.user("mona"), "x", "Mine"));
    assertThat(plan.movesFromOthers()).isEmpty();
    assertThat(apply(plan)).extracting(StepOutcome::outcome).containsOnly(ChangeOutcome.DONE);
    assertThat(fixture.members("x")).containsExactlyInAnyOrder("hubot", "lisa");
    assertThat(fixture.members("y")).containsExactly("mona");
    assertThat(plan(users(null, "Mine", "hubot", "lisa"), users(null, "Theirs", "mona")).isEmpty())
        .isTrue();
  }

  @Test
  void plan_nameThatAnotherRenameFrees_isTakenAfterwards() {
    CostCentersPlan plan = plan(users("x", "Theirs"), users("y", "Ours"));

    assertThat(plan.steps(Action.RENAME))
        .extracting(Step::costCenterName)
        .containsExactly("Ours", "Theirs");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(users("x", "Theirs"), users("y", "Mine")))
        .withMessage("another active cost center has the name Theirs: rename it first");
  }

  @Test
  void plan_typesThatAreNotDesired_stay() {
    CostCenter documented = fixture.costCenters().list().costCenters().get(0);
    List<String> before = fixture.resourcesOtherThanUsers(documented.id());
    CostCentersPlan plan = plan(users(documented.id(), documented.name(), "octocat"));

    fixture.costCenters().apply(plan, true, 100);

    assertThat(fixture.members(documented.id())).containsExactly("octocat");
    assertThat(fixture.resourcesOtherThanUsers(documented.id())).isNotEmpty().isEqualTo(before);
  }

  @Regression(
      input = "an organization to move from a cost center whose desired state lists users only",
      before = "moved without permission",
      now = "moved only if moves are allowed")
  @Test
  void plan_moveOfATypeThatItsSourceDoesNotList_needsPermission() {
    Resource organization = Resource.parse(ResourceType.ORGANIZATION, "orgx");
    fixture.costCenters().add("x", List.of(organization));
    DesiredCostCenter source = users("x", "Renamed", "mona", "lisa");
    DesiredCostCenter target =
        new DesiredCostCenter(null, "Theirs", Map.of(ResourceType.ORGANIZATION, List.of("orgx")));

    CostCentersPlan plan = plan(source, target);

    assertThat(plan.movesFromOthers())
        .containsExactly(new Step(Action.MOVE, "y", "Theirs", organization, "x", "Renamed"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> apply(plan))
        .withMessage(
            "1 resource is in cost centers that the desired state doesn't have, or of which"
                + " it doesn't list this type, such as move orgx from Renamed to Theirs:"
                + " allow moves to take them from there");
    fixture.costCenters().apply(plan, true);
    assertThat(fixture.resourcesOtherThanUsers("y")).containsExactly("orgx");
    assertThat(plan(source, target).movesFromOthers()).isEmpty();
  }

  @Test
  @Regression(
      input = "a desired state of one cost center, to which three are archived",
      before = "archived without permission",
      now = "refused unless as many removals are allowed")
  void apply_mostCostCentersArchived_needsPermission() {
    CostCentersPlan plan = fixture.costCenters().plan(List.of(users(null, "Mine", "mona")), true);

    int archived = plan.steps(Action.ARCHIVE).size();
    assertThat(archived).isPositive();
    assertThat(plan.largeRemovals())
        .contains(new LargeRemoval(Action.ARCHIVE, archived, archived + 1, "active cost centers"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fixture.costCenters().apply(plan, true))
        .withMessageContaining("more than half: allow removals up to " + plan.removals());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fixture.costCenters().apply(plan, true, 1))
        .withMessageContaining("the plan removes or archives " + plan.removals());
    assertThat(fixture.writes()).isEmpty();
    assertThat(fixture.costCenters().apply(plan, true, plan.removals()))
        .extracting(StepOutcome::outcome)
        .containsOnly(ChangeOutcome.DONE);
  }

  @Test
  void apply_costCentersChangedSince_changesNothing() {
    CostCentersPlan plan = plan(users(null, "Mine", "mona", "octocat"));
    fixture.costCenters().addUsers("x", List.of("eve"));
    int writes = fixture.writes().size();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> fixture.costCenters().apply(plan, true, 9))
        .withMessageContaining("lacks this step: remove eve from Mine; make the plan again");
    assertThat(fixture.writes()).hasSize(writes);
  }

  @Test
  void apply_stepsDoneInTheMeantime_areDone() {
    CostCentersPlan plan = plan(users(null, "Mine", "mona", "lisa", "octocat"));
    fixture.costCenters().addUsers("x", List.of("octocat"));

    assertThat(apply(plan)).extracting(StepOutcome::outcome).containsExactly(ChangeOutcome.DONE);
  }

  @Test
  void apply_lostResponsesToWrites_areSettledByTheList() {
    for (String operation : List.of("createCostCenter", "updateCostCenter")) {
      fixture
          .sandbox
          .faults()
          .on(operation)
          .everyCall()
          .inject(Fault.body(200, "text/html", "<html>").afterOperation());
    }

    DesiredStateException renamed =
        catchThrowableOfType(
            DesiredStateException.class,
            () -> apply(plan(users("y", "Ours"), users(null, "New", "eve"))));
    DesiredStateException created =
        catchThrowableOfType(
            DesiredStateException.class,
            () -> apply(plan(users("y", "Ours"), users(null, "New", "eve"))));

    assertThat(renamed.outcomes())
        .extracting(StepOutcome::outcome)
        .containsExactly(ChangeOutcome.DONE, ChangeOutcome.NOT_TRIED, ChangeOutcome.NOT_TRIED);
    assertThat(created.outcomes())
        .extracting(StepOutcome::action, StepOutcome::outcome)
        .containsExactly(
            tuple("create", ChangeOutcome.DONE), tuple("add", ChangeOutcome.NOT_TRIED));
    assertThat(apply(plan(users("y", "Ours"), users(null, "New", "eve"))))
        .extracting(StepOutcome::outcome)
        .containsExactly(ChangeOutcome.DONE);
  }

  @Test
  void apply_creationThatTheListNeverShows_isUnclear() {
    fixture
        .sandbox
        .faults()
        .on("createCostCenter")
        .everyCall()
        .inject(
            Fault.body(
                200, "application/json", "{\"id\": \"n\", \"name\": \"New\", \"resources\": []}"));

    DesiredStateException e =
        catchThrowableOfType(DesiredStateException.class, () -> apply(plan(users(null, "New"))));

    assertThat(e.outcomes())
        .extracting(StepOutcome::costCenterId, StepOutcome::outcome)
        .containsExactly(tuple("n", ChangeOutcome.UNCLEAR));
    assertThat(e)
        .hasMessage(
            "cost centers: of 1 steps, 0 done, 1 unclear:"
                + " the server reported success, but its list doesn't show the change")
        .hasNoCause();
  }

  @Test
  void apply_refusedMember_keepsOthersFromBeingArchivedAndNothingElse() {
    fixture.sandbox.faults().on(CostCenterFixture.ADD).call(1).respondWith(404);

    DesiredStateException e =
        catchThrowableOfType(
            DesiredStateException.class,
            () ->
                fixture
                    .costCenters()
                    .apply(
                        fixture
                            .costCenters()
                            .plan(
                                List.of(
                                    users(null, "Mine", "mona", "lisa", "ghost"),
                                    users(null, "New", "eve")),
                                true),
                        true,
                        9));

    assertThat(e.outcomes())
        .filteredOn(step -> !step.action().equals("archive"))
        .extracting(StepOutcome::costCenterName, StepOutcome::outcome)
        .containsExactly(
            tuple("New", ChangeOutcome.DONE),
            tuple("Mine", ChangeOutcome.REFUSED),
            tuple("New", ChangeOutcome.DONE));
    assertThat(e.outcomes())
        .filteredOn(step -> step.action().equals("archive"))
        .isNotEmpty()
        .extracting(StepOutcome::outcome)
        .containsOnly(ChangeOutcome.NOT_TRIED);
    assertThat(
            fixture.costCenters().list(CostCenterState.ACTIVE).costCenters().stream()
                .map(CostCenter::name))
        .contains("Theirs");
  }

  @Test
  void get_severalPages_mergesTheResources() {
    String id = fixture.costCenters().create("Large").id();
    Set<String> users = Set.copyOf(CostCenterFixture.users(250));
    fixture.costCenters().addUsers(id, users);

    CostCenter center = fixture.costCenters().get(id);

    assertThat(center.resources()).hasSize(250).doesNotHaveDuplicates();
    assertThat(center.hasNextPage()).isNotEqualTo(true);
  }

  @Test
  void plan_contradictions_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(users("z", "Mine")))
        .withMessage("there is no active cost center z for Mine");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(users(null, "A"), users(null, "a")))
        .withMessage("a is desired twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(users(null, "A", "two words")))
        .withMessageStartingWith("in A: a login must");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan())
        .withMessage("at least one cost center must be desired");
    assertThat(fixture.sandbox.requests()).hasSize(1);
  }

  private CostCentersPlan plan(DesiredCostCenter... desired) {
    return fixture.costCenters().plan(List.of(desired), false);
  }

  private List<StepOutcome> apply(CostCentersPlan plan) {
    return fixture.costCenters().apply(plan, false);
  }

  private static DesiredCostCenter users(@Nullable String id, String name, String... logins) {
    return new DesiredCostCenter(
        id, name, logins.length == 0 ? Map.of() : Map.of(ResourceType.USER, List.of(logins)));
  }
}
