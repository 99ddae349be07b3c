package dev.ghbilling.costcenters;

import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.costcenters.CostCentersPlan.Action;
import dev.ghbilling.costcenters.CostCentersPlan.Step;
import dev.ghbilling.error.ChangeOutcome;
import dev.ghbilling.error.CostCenterChangeException;
import dev.ghbilling.error.CostCenterChangeException.ResourceOutcome;
import dev.ghbilling.error.DesiredStateException;
import dev.ghbilling.error.DesiredStateException.StepOutcome;
import dev.ghbilling.internal.change.ChangeRun;
import dev.ghbilling.internal.change.EventualList;
import dev.ghbilling.internal.change.TrackedChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The change of all cost centers by a plan: a call for each step, or for many of one kind. */
final class StateChange {
  private final CostCenterCalls calls;
  private final Map<Step, StepOutcome> outcomes = new LinkedHashMap<>();
  private final List<StepOutcome> unrequested = new ArrayList<>();
  private final List<Step> waiting;
  private final Set<String> deleted;

  /** The ids of the cost centers that this change created, by name. */
  private final Map<String, String> created = new HashMap<>();

  /** The steps that concern a cost center itself. */
  private final Map<Step, TrackedChange<List<CostCenter>>> centers = new LinkedHashMap<>();

  private final ChangeRun run = new ChangeRun();

  /**
   * Prepares the change.
   *
   * @param plan what to report on
   * @param rest what is left to do of it
   * @param deleted the names of deleted cost centers, which no resource leaves
   */
  StateChange(
      CostCenterCalls calls, CostCentersPlan plan, CostCentersPlan rest, Set<String> deleted) {
    this.calls = calls;
    this.deleted = deleted;
    this.waiting = rest.steps();
    Set<Step> left = new HashSet<>(rest.steps());
    for (Step step : plan.steps()) {
      became(step, left.contains(step) ? ChangeOutcome.NOT_TRIED : ChangeOutcome.DONE, null);
    }
  }

  /**
   * Carries it out.
   *
   * @throws DesiredStateException when not all steps were carried out
   */
  List<StepOutcome> apply() {
    Map<String, List<Step>> members = new LinkedHashMap<>();
    for (Step step : waiting) {
      switch (step.action()) {
        case RENAME -> attempt(step, () -> calls.rename(presentId(step), step.costCenterName()));
        case CREATE -> attempt(step, () -> create(step));
        case ADD, MOVE, REMOVE ->
            members.computeIfAbsent(step.costCenterName(), name -> new ArrayList<>()).add(step);
        case ARCHIVE -> {}
      }
    }
    members.forEach(this::change);
    for (Step step : waiting) {
      if (step.action() == Action.ARCHIVE) {
        archive(step);
      }
    }
    run.settle(
        centers.values(), new EventualList<>(() -> calls.list(null).costCenters(), calls::pause));
    centers.forEach(this::became);
    List<StepOutcome> all = new ArrayList<>(outcomes.values());
    boolean done = all.stream().allMatch(step -> step.outcome() == ChangeOutcome.DONE);
    all.addAll(unrequested);
    if (!done) {
      throw new DesiredStateException(all, run.failure());
    }
    return all;
  }

  /** Makes a call for a step. */
  private void attempt(Step step, Runnable call) {
    TrackedChange<List<CostCenter>> change = new TrackedChange<>(all -> isShown(step, all));
    centers.put(step, change);
    if (step.action() == Action.ARCHIVE) {
      run.attemptDeletion(change, call);
    } else {
      run.attempt(change, call);
    }
    became(step, change);
  }

  private void became(Step step, TrackedChange<?> change) {
    became(step, change.outcome(), change.reason());
  }

  private void create(Step step) {
    created.put(step.costCenterName(), calls.create(step.costCenterName()).id());
  }

  private void archive(Step step) {
    boolean allDone =
        outcomes.values().stream()
            .filter(each -> !each.action().equals(word(Action.ARCHIVE)))
            .allMatch(each -> each.outcome() == ChangeOutcome.DONE);
    if (allDone) {
      attempt(step, () -> calls.delete(presentId(step)));
    } else {
      became(step, ChangeOutcome.NOT_TRIED, "other steps weren't carried out");
    }
  }

  private static String presentId(Step step) {
    return Objects.requireNonNull(step.costCenterId(), "only a new cost center has no id");
  }

  private @Nullable String id(Step step) {
    return step.costCenterId() == null ? created.get(step.costCenterName()) : step.costCenterId();
  }

  /** Changes the members of a cost center. */
  private void change(String name, List<Step> steps) {
    String id = id(steps.get(0));
    if (run.hasEnded() || id == null) {
      String reason = run.hasEnded() ? null : "the cost center wasn't created";
      steps.forEach(step -> became(step, ChangeOutcome.NOT_TRIED, reason));
      return;
    }
    Map<String, Step> byKey = new HashMap<>();
    List<ChangedResource> added = new ArrayList<>();
    List<ChangedResource> removed = new ArrayList<>();
    for (Step step : steps) {
      Resource resource = step.resource();
      if (resource != null) {
        boolean adds = step.action() != Action.REMOVE;
        ChangedResource changed = new ChangedResource(resource, adds);
        changed.movedFrom(step.from());
        (adds ? added : removed).add(changed);
        byKey.put(resource.key(), step);
      }
    }
    try {
      record(
          name,
          byKey,
          calls
              .change(id, deleted)
              .with(added, calls.adding(id))
              .with(removed, calls.removing(id))
              .sendAndProve()
              .outcomes());
    } catch (CostCenterChangeException e) {
      run.failed(e, !e.failed().isEmpty() || !e.unclear().isEmpty() || !e.notTried().isEmpty());
      record(name, byKey, e.outcomes());
    }
  }

  private void record(String name, Map<String, Step> byKey, List<ResourceOutcome> results) {
    for (ResourceOutcome result : results) {
      ResourceType type = ResourceType.of(result.type());
      Step step =
          type == null || result.outcome() == ChangeOutcome.UNREQUESTED
              ? null
              : byKey.get(new Resource(type, result.name()).key());
      StepOutcome outcome =
          new StepOutcome(
              word(step == null ? Action.MOVE : step.action()),
              step == null ? null : id(step),
              name,
              result.type(),
              result.name(),
              result.outcome(),
              result.reason(),
              result.from());
      if (step == null) {
        unrequested.add(outcome);
      } else {
        outcomes.put(step, outcome);
      }
    }
  }

  private void became(Step step, ChangeOutcome outcome, @Nullable String reason) {
    Resource resource = step.resource();
    outcomes.put(
        step,
        new StepOutcome(
            word(step.action()),
            id(step),
            step.costCenterName(),
            resource == null ? null : resource.type().value(),
            resource == null ? null : resource.name(),
            outcome,
            reason,
            step.from()));
  }

  private static boolean isShown(Step step, List<CostCenter> all) {
    List<CostCenter> active = all.stream().filter(each -> !CenterState.isDeleted(each)).toList();
    return switch (step.action()) {
      case ARCHIVE -> active.stream().noneMatch(each -> each.id().equals(step.costCenterId()));
      case RENAME ->
          active.stream()
              .filter(each -> each.id().equals(step.costCenterId()))
              .anyMatch(each -> each.name().equals(step.costCenterName()));
      default -> active.stream().anyMatch(each -> each.name().equals(step.costCenterName()));
    };
  }

  private static String word(Action action) {
    return action.name().toLowerCase(Locale.ROOT);
  }
}
