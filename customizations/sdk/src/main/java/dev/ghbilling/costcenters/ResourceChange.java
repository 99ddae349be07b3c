package dev.ghbilling.costcenters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.client.model.CostCenterChange;
import dev.ghbilling.client.model.CostCenterResources;
import dev.ghbilling.error.ChangeOutcome;
import dev.ghbilling.error.CostCenterChangeException;
import dev.ghbilling.error.CostCenterChangeException.ResourceOutcome;
import dev.ghbilling.internal.change.EventualList;
import dev.ghbilling.internal.change.WriteFailure;
import feign.TypedResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A change of a cost center's resources, made by as many requests as needed. A request that the
 * server refuses because of some of its resources is halved until these are found. Any other
 * failure ends the change. What the responses leave open is settled by the cost center's list of
 * resources.
 */
final class ResourceChange {
  /**
   * After this many single resources in a row were refused, the change ends, because the resources
   * can't be the reason.
   */
  private static final int MAX_REFUSED_IN_A_ROW = 50;

  private final String costCenterId;
  private final Supplier<@Nullable Set<String>> members;
  private final EventualList<Set<String>> listed;
  private final Map<String, ChangedResource> resources = new LinkedHashMap<>();
  private final List<ResourceOutcome> unrequested = new ArrayList<>();
  private final Set<String> deleted;
  private final Deque<ChangeRequest> requests = new ArrayDeque<>();
  private final List<CostCenterChange> responses = new ArrayList<>();
  private @Nullable RuntimeException refusal;
  private boolean proven;
  private int refusedInARow;
  private boolean halved;

  /**
   * Creates an empty change.
   *
   * @param members gets the keys of the cost center's current resources, or null if there is no
   *     such cost center
   * @param deleted the names of deleted cost centers, whose resources join and aren't moved
   * @param pause waits
   */
  ResourceChange(
      String costCenterId,
      Supplier<@Nullable Set<String>> members,
      Set<String> deleted,
      Consumer<Duration> pause) {
    this.costCenterId = costCenterId;
    this.deleted = deleted;
    this.members = members;
    this.listed =
        new EventualList<>(() -> Objects.requireNonNullElse(members.get(), Set.of()), pause);
  }

  /**
   * Adds resources to the change.
   *
   * @param call the operation that changes them
   */
  ResourceChange with(
      List<ChangedResource> changed,
      Function<CostCenterResources, TypedResponse<CostCenterChange>> call) {
    changed.forEach(each -> resources.put(each.key(), each));
    List<ChangedResource> untried = changed.stream().filter(ChangedResource::isUntried).toList();
    requests.addAll(new ChangeRequest(untried, call).chunks());
    return this;
  }

  /**
   * Sends the requests in order, and returns the merged response. A response that says in the
   * contract's words that all was done is believed.
   *
   * @throws CostCenterChangeException when not all resources were changed, unless there is only one
   *     request, which then throws its own exception
   */
  CostCenterChange send() {
    boolean alone = requests.size() == 1;
    RuntimeException failure = sendAll();
    if (failure != null && alone && !halved) {
      throw failure;
    }
    return result(failure).response();
  }

  /**
   * Sends the requests in order, and holds the responses against the cost center's list of
   * resources.
   *
   * @throws CostCenterChangeException when not all resources were changed
   */
  AppliedPlan sendAndProve() {
    proven = true;
    return result(sendAll());
  }

  private AppliedPlan result(@Nullable RuntimeException failure) {
    RuntimeException unlisted = listed.settle(resources.values());
    List<ResourceOutcome> outcomes =
        new ArrayList<>(resources.values().stream().map(ChangedResource::toOutcome).toList());
    boolean allDone = resources.values().stream().allMatch(ChangedResource::isDone);
    outcomes.addAll(unrequested);
    AppliedPlan result = new AppliedPlan(joined(responses), outcomes);
    if (allDone) {
      return result;
    }
    if (failure != null && unlisted != null) {
      failure.addSuppressed(unlisted);
    }
    throw new CostCenterChangeException(
        costCenterId, result.response(), outcomes, failure == null ? unlisted : failure);
  }

  /** Returns the failure that ended the change, or the first refusal; null when all is done. */
  private @Nullable RuntimeException sendAll() {
    while (!requests.isEmpty()) {
      ChangeRequest request = requests.removeFirst();
      try {
        succeeded(request, request.send());
        refusedInARow = 0;
      } catch (RuntimeException e) {
        boolean refused = WriteFailure.of(e).isRefusal();
        if (!refused || (request.resources().size() > 1 && !halved && !isListed())) {
          failed(request, ChangeOutcome.FAILED, e);
          return e;
        }
        refusal = refusal == null ? e : refusal;
        if (request.resources().size() > 1) {
          halve(request);
        } else {
          failed(request, ChangeOutcome.REFUSED, e);
          refusedInARow++;
        }
        if (refusedInARow == MAX_REFUSED_IN_A_ROW) {
          String reason = refusedInARow + " resources in a row were refused";
          requests.forEach(
              rest ->
                  rest.resources().forEach(each -> each.became(ChangeOutcome.NOT_TRIED, reason)));
          return e;
        }
      }
    }
    return refusal;
  }

  private void halve(ChangeRequest request) {
    halved = true;
    List<ChangeRequest> halves = request.halves();
    requests.addFirst(halves.get(1));
    requests.addFirst(halves.get(0));
  }

  /** Returns whether the cost center exists, as far as is known. */
  private boolean isListed() {
    try {
      return members.get() != null;
    } catch (RuntimeException unknown) {
      return true;
    }
  }

  private void succeeded(ChangeRequest request, ChangeResponse response) {
    responses.add(response.body());
    Set<String> named = response.names();
    String unlisted =
        response.description() + ", but the cost center's list doesn't show the change";
    for (ChangedResource each : request.resources()) {
      if (named.contains(Logins.key(each.resource().name()))) {
        each.becameProbably(ChangeOutcome.UNCLEAR, ChangeOutcome.REFUSED, response.description());
      } else if (response.isAccepted()) {
        each.becameProbably(ChangeOutcome.UNCLEAR, ChangeOutcome.UNCLEAR, unlisted);
      } else if (!response.isUnderstood()) {
        each.becameProbably(
            response.isDone() ? ChangeOutcome.DONE : ChangeOutcome.UNCLEAR,
            ChangeOutcome.FAILED,
            response.description());
      } else if (proven) {
        each.becameProbably(ChangeOutcome.DONE, ChangeOutcome.UNCLEAR, unlisted);
      } else {
        each.became(ChangeOutcome.DONE, null);
      }
    }
    response.reassigned().forEach(this::reassigned);
  }

  private void reassigned(ChangeResponse.Reassigned moved) {
    Resource resource = moved.resource();
    ChangedResource changed = resource == null ? null : resources.get(resource.key());
    if (changed != null && changed.isAdded()) {
      String from = moved.from();
      changed.movedFrom(from == null || deleted.contains(from) ? null : from);
    } else {
      String type = resource == null ? moved.type() : resource.type().value();
      unrequested.add(
          new ResourceOutcome(type, moved.name(), ChangeOutcome.UNREQUESTED, null, moved.from()));
    }
  }

  private static void failed(ChangeRequest request, ChangeOutcome outcome, RuntimeException e) {
    request.resources().forEach(each -> each.failed(WriteFailure.of(e), outcome));
  }

  /** Returns the first response with the lists of all responses. */
  private static CostCenterChange joined(List<CostCenterChange> responses) {
    if (responses.size() == 1) {
      return responses.get(0);
    }
    // As JSON, which treats the contract's properties and unknown ones alike.
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    for (CostCenterChange response : responses) {
      ApiJson.mapper()
          .valueToTree(response)
          .properties()
          .forEach(
              property ->
                  properties.merge(property.getKey(), property.getValue(), ResourceChange::both));
    }
    return ApiJson.mapper().convertValue(properties, CostCenterChange.class);
  }

  private static JsonNode both(JsonNode one, JsonNode other) {
    if (one instanceof ArrayNode some && other instanceof ArrayNode more) {
      return some.deepCopy().addAll(more);
    }
    return one.isNull() ? other : one;
  }
}
