package dev.ghbilling.costcenters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.client.model.CostCenterChange;
import dev.ghbilling.client.model.CostCenterUsers;
import dev.ghbilling.error.ApiException;
import dev.ghbilling.error.CallException;
import dev.ghbilling.error.CostCenterChangeException;
import dev.ghbilling.error.CostCenterChangeException.Outcome;
import dev.ghbilling.error.CostCenterChangeException.UserOutcome;
import dev.ghbilling.error.PermissionException;
import feign.TypedResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A change of a cost center's users, made by as many requests as needed. A request that the server
 * refuses because of some of its users is halved until these are found. Any other failure ends the
 * change. What the responses leave open is settled by the cost center's list of users.
 */
final class UserChange {
  /** What a server may respond because of a single user. */
  private static final Set<Integer> REFUSALS = Set.of(400, 404, 409, 422);

  /**
   * After this many single users in a row were refused, the change ends, because the users can't be
   * the reason.
   */
  private static final int MAX_REFUSED_IN_A_ROW = 50;

  /** The pauses before a list that contradicts the server is read again, which may lag behind. */
  private static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(2));

  private final String costCenterId;
  private final Supplier<@Nullable Set<String>> members;
  private final Consumer<Duration> pause;
  private final Map<String, ChangedUser> users = new LinkedHashMap<>();
  private final List<UserOutcome> unrequested = new ArrayList<>();
  private final Deque<ChangeRequest> requests = new ArrayDeque<>();
  private final List<CostCenterChange> responses = new ArrayList<>();
  private @Nullable RuntimeException refusal;
  private boolean proven;
  private int refusedInARow;
  private boolean halved;

  /**
   * Creates an empty change.
   *
   * @param members gets the keys of the cost center's current users, or null if there is no such
   *     cost center
   * @param pause waits
   */
  UserChange(
      String costCenterId, Supplier<@Nullable Set<String>> members, Consumer<Duration> pause) {
    this.costCenterId = costCenterId;
    this.members = members;
    this.pause = pause;
  }

  /**
   * Adds users to the change.
   *
   * @param call the operation that changes them
   */
  UserChange with(
      List<ChangedUser> changed, Function<CostCenterUsers, TypedResponse<CostCenterChange>> call) {
    changed.forEach(user -> users.put(user.key(), user));
    List<ChangedUser> untried = changed.stream().filter(ChangedUser::isUntried).toList();
    requests.addAll(new ChangeRequest(untried, call).chunks());
    return this;
  }

  /**
   * Sends the requests in order, and returns the merged response. A response that says in the
   * contract's words that all was done is believed.
   *
   * @throws CostCenterChangeException when not all users were changed, unless there is only one
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
   * Sends the requests in order, and holds the responses against the cost center's list of users.
   *
   * @throws CostCenterChangeException when not all users were changed
   */
  AppliedPlan sendAndProve() {
    proven = true;
    return result(sendAll());
  }

  private AppliedPlan result(@Nullable RuntimeException failure) {
    RuntimeException unlisted = settle();
    List<UserOutcome> outcomes =
        new ArrayList<>(users.values().stream().map(ChangedUser::toOutcome).toList());
    boolean allDone = outcomes.stream().allMatch(user -> user.outcome() == Outcome.DONE);
    outcomes.addAll(unrequested);
    AppliedPlan result = new AppliedPlan(joined(responses), outcomes);
    if (failure == null && allDone) {
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
        boolean refused = mayBeAboutUsers(e);
        if (!refused || (request.users().size() > 1 && !halved && !isListed())) {
          failed(request, Outcome.FAILED, e);
          return e;
        }
        refusal = refusal == null ? e : refusal;
        if (request.users().size() > 1) {
          halve(request);
        } else {
          failed(request, Outcome.REFUSED, e);
          refusedInARow++;
        }
        if (refusedInARow == MAX_REFUSED_IN_A_ROW) {
          String reason = refusedInARow + " users in a row were refused";
          requests.forEach(
              rest -> rest.users().forEach(user -> user.became(Outcome.NOT_TRIED, reason)));
          return e;
        }
      }
    }
    return refusal;
  }

  private static boolean mayBeAboutUsers(RuntimeException e) {
    return e instanceof ApiException response
        && !(e instanceof PermissionException)
        && REFUSALS.contains(response.status());
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
    for (ChangedUser user : request.users()) {
      if (named.contains(user.key())) {
        user.becameProbably(Outcome.UNCLEAR, Outcome.REFUSED, response.description());
      } else if (response.isAccepted()) {
        user.becameProbably(Outcome.UNCLEAR, Outcome.UNCLEAR, unlisted);
      } else if (!response.isUnderstood()) {
        user.becameProbably(
            response.isDone() ? Outcome.DONE : Outcome.UNCLEAR,
            Outcome.FAILED,
            response.description());
      } else if (proven) {
        user.becameProbably(Outcome.DONE, Outcome.UNCLEAR, unlisted);
      } else {
        user.became(Outcome.DONE, null);
      }
    }
    response.reassigned().forEach(this::reassigned);
  }

  private void reassigned(ChangeResponse.Reassigned resource) {
    ChangedUser user = resource.isUser() ? users.get(Logins.key(resource.name())) : null;
    if (user != null && user.isAdded()) {
      user.movedFrom(resource.from());
    } else {
      unrequested.add(
          new UserOutcome(
              resource.name(),
              Outcome.UNREQUESTED,
              resource.isUser() ? null : "a resource of the type " + resource.type(),
              resource.from()));
    }
  }

  private static void failed(ChangeRequest request, Outcome outcome, RuntimeException e) {
    if (wasNotSent(e)) {
      return;
    }
    // Of several attempts, an earlier one may have been carried out.
    boolean certain =
        e instanceof ApiException response
            && response.status() / 100 == 4
            && response.attempts() == 1;
    for (ChangedUser user : request.users()) {
      if (certain) {
        user.became(outcome, e.getMessage());
      } else {
        user.becameProbably(Outcome.UNCLEAR, outcome, String.valueOf(e.getMessage()));
      }
    }
  }

  private static boolean wasNotSent(RuntimeException e) {
    // An interrupted wait for the next attempt bears the failure of the one before.
    return e instanceof CallException call
        ? call.attempts() == 0
        : e instanceof CancellationException && e.getSuppressed().length == 0;
  }

  /**
   * Settles the uncertain outcomes by the cost center's list.
   *
   * @return why there is no list, or null
   */
  private @Nullable RuntimeException settle() {
    if (users.values().stream().noneMatch(ChangedUser::isUncertain)) {
      return null;
    }
    try {
      Set<String> listed = listed();
      for (Duration lag : PAUSES) {
        Set<String> shown = listed;
        if (users.values().stream().noneMatch(user -> user.isContradictedBy(shown))) {
          break;
        }
        pause.accept(lag);
        listed = listed();
      }
      Set<String> last = listed;
      users.values().forEach(user -> user.settle(last));
      return null;
    } catch (RuntimeException unlisted) {
      return unlisted;
    }
  }

  private Set<String> listed() {
    Set<String> listed = members.get();
    return listed == null ? Set.of() : listed;
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
                  properties.merge(property.getKey(), property.getValue(), UserChange::both));
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
