package dev.ghbilling.costcenters;

import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.costcenters.CostCentersPlan.Action;
import dev.ghbilling.costcenters.CostCentersPlan.Step;
import dev.ghbilling.error.CostCenterChangeException;
import dev.ghbilling.error.CostCenterChangeException.Outcome;
import dev.ghbilling.error.CostCenterChangeException.ResourceOutcome;
import dev.ghbilling.error.DesiredStateException;
import dev.ghbilling.error.DesiredStateException.StepOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The change of all cost centers by a plan: a call for each step, or for many of one kind. */
final class StateChange {
  private final CostCenterCalls calls;
  private final Map<Step, StepOutcome> outcomes = new LinkedHashMap<>();
  private final List<StepOutcome> unrequested = new ArrayList<>();
  private final List<Step> waiting;

  /** The ids of the cost centers that this change created, by name. */
  private final Map<String, String> created = new HashMap<>();

  private @Nullable RuntimeException failure;
  private boolean ended;

  /**
   * Prepares the change.
   *
   * @param plan what to report on
   * @param rest what is left to do of it
   */
  StateChange(CostCenterCalls calls, CostCentersPlan plan, CostCentersPlan rest) {
    this.calls = calls;
    this.waiting = rest.steps();
    Set<Step> left = new HashSet<>(rest.steps());
    for (Step step : plan.steps()) {
      became(step, left.contains(step) ? Outcome.NOT_TRIED : Outcome.DONE, null);
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
        case RENAME -> attempt(step, () -> rename(step));
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
    settle();
    List<StepOutcome> all = new ArrayList<>(outcomes.values());
    boolean done = all.stream().allMatch(step -> step.outcome() == Outcome.DONE);
    all.addAll(unrequested);
    if (failure != null || !done) {
      throw new DesiredStateException(all, failure);
    }
    return all;
  }

  /** Makes a call for a step, which returns whether the response shows the change. */
  private void attempt(Step step, Supplier<Boolean> call) {
    if (ended) {
      return;
    }
    try {
      boolean shown = call.get();
      became(
          step,
          shown ? Outcome.DONE : Outcome.UNCLEAR,
          shown ? null : "the response doesn't show the change");
    } catch (RuntimeException e) {
      failure = failure == null ? e : failure;
      ended = !ResourceChange.isRefusal(e);
      if (!ResourceChange.wasNotSent(e)) {
        boolean certain = ResourceChange.isCertain(e);
        became(
            step,
            certain ? (ended ? Outcome.FAILED : Outcome.REFUSED) : Outcome.UNCLEAR,
            e.getMessage());
      }
    }
  }

  private boolean rename(Step step) {
    return calls
        .rename(presentId(step), step.costCenterName())
        .name()
        .equals(step.costCenterName());
  }

  private boolean create(Step step) {
    CostCenter center = calls.create(step.costCenterName());
    created.put(step.costCenterName(), center.id());
    return center.name().equals(step.costCenterName());
  }

  private void archive(Step step) {
    boolean allDone =
        outcomes.values().stream()
            .filter(each -> !each.action().equals(word(Action.ARCHIVE)))
            .allMatch(each -> each.outcome() == Outcome.DONE);
    if (allDone) {
      attempt(step, () -> calls.delete(presentId(step)).id().equals(step.costCenterId()));
    } else {
      became(step, Outcome.NOT_TRIED, "other steps weren't carried out");
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
    if (ended || id == null) {
      steps.forEach(
          step -> became(step, Outcome.NOT_TRIED, ended ? null : "the cost center wasn't created"));
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
              .change(id)
              .with(added, calls.adding(id))
              .with(removed, calls.removing(id))
              .sendAndProve()
              .outcomes());
    } catch (CostCenterChangeException e) {
      failure = failure == null ? e : failure;
      ended = !e.failed().isEmpty() || !e.unclear().isEmpty() || !e.notTried().isEmpty();
      record(name, byKey, e.outcomes());
    }
  }

  private void record(String name, Map<String, Step> byKey, List<ResourceOutcome> results) {
    for (ResourceOutcome result : results) {
      ResourceType type = ResourceType.of(result.type());
      Step step =
          type == null || result.outcome() == Outcome.UNREQUESTED
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

  private void became(Step step, Outcome outcome, @Nullable String reason) {
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

  /** Finds out by the list what became of cost centers of which that isn't certain. */
  private void settle() {
    Map<Step, StepOutcome> unclear = new LinkedHashMap<>(outcomes);
    unclear
        .entrySet()
        .removeIf(
            each ->
                each.getKey().resource() != null || each.getValue().outcome() != Outcome.UNCLEAR);
    if (unclear.isEmpty()) {
      return;
    }
    try {
      List<CostCenter> all = calls.all();
      unclear.forEach(
          (step, outcome) -> {
            boolean shown = isShown(step, all);
            became(step, shown ? Outcome.DONE : Outcome.FAILED, shown ? null : outcome.reason());
          });
    } catch (RuntimeException e) {
      if (failure == null) {
        failure = e;
      } else {
        failure.addSuppressed(e);
      }
    }
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
