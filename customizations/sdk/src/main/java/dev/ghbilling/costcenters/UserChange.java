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
import dev.ghbilling.error.PermissionException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A change of a cost center's users, made by as many requests as needed. A request that the server
 * refuses because of some of its users is halved until these are found. Any other failure ends the
 * change.
 */
final class UserChange {
  /** What a server may respond because of a single user. */
  private static final Set<Integer> REFUSALS = Set.of(400, 404, 409, 422);

  /**
   * After this many single users in a row were refused, the change ends, because the users can't be
   * the reason.
   */
  private static final int MAX_REFUSED_IN_A_ROW = 50;

  private final String costCenterId;
  private final Supplier<@Nullable Set<String>> members;
  private final List<ChangeRequest.User> users = new ArrayList<>();
  private final Deque<ChangeRequest> requests = new ArrayDeque<>();
  private final List<CostCenterChange> responses = new ArrayList<>();
  private @Nullable RuntimeException refusal;
  private @Nullable ChangeRequest unsettled;
  private int refusedInARow;
  private boolean halved;

  /**
   * Creates an empty change.
   *
   * @param members gets the keys of the cost center's current users, or null if there is no such
   *     cost center
   */
  UserChange(String costCenterId, Supplier<@Nullable Set<String>> members) {
    this.costCenterId = costCenterId;
    this.members = members;
  }

  UserChange adding(List<String> logins, Function<CostCenterUsers, CostCenterChange> call) {
    return with(true, logins, call);
  }

  UserChange removing(List<String> logins, Function<CostCenterUsers, CostCenterChange> call) {
    return with(false, logins, call);
  }

  private UserChange with(
      boolean adding, List<String> logins, Function<CostCenterUsers, CostCenterChange> call) {
    List<ChangeRequest.User> added = logins.stream().map(ChangeRequest.User::new).toList();
    users.addAll(added);
    requests.addAll(new ChangeRequest(adding, added, call).chunks());
    return this;
  }

  /**
   * Sends the requests in order, and returns the merged response.
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
    return result(failure);
  }

  /**
   * Sends the requests in order, and returns the merged response.
   *
   * @throws CostCenterChangeException when not all users were changed
   */
  CostCenterChange sendNamingAll() {
    return result(sendAll());
  }

  private CostCenterChange result(@Nullable RuntimeException failure) {
    if (failure == null) {
      return joined(responses);
    }
    if (unsettled != null) {
      settle(unsettled, failure);
    }
    throw new CostCenterChangeException(
        costCenterId, users.stream().map(ChangeRequest.User::toOutcome).toList(), failure);
  }

  /** Returns the failure that ended the change, or the first refusal; null when all is done. */
  private @Nullable RuntimeException sendAll() {
    while (!requests.isEmpty()) {
      ChangeRequest request = requests.removeFirst();
      try {
        responses.add(request.send());
        request.became(Outcome.DONE, null);
        refusedInARow = 0;
      } catch (RuntimeException e) {
        if (!mayBeAboutUsers(e)) {
          unsettled = request;
          return e;
        }
        refusal = refusal == null ? e : refusal;
        if (request.users().size() == 1) {
          settle(request, e);
          refusedInARow++;
        } else if (halved || isListed()) {
          halve(request);
        } else {
          unsettled = request;
          return e;
        }
        if (refusedInARow == MAX_REFUSED_IN_A_ROW) {
          requests.forEach(
              rest ->
                  rest.became(Outcome.NOT_TRIED, refusedInARow + " users in a row were refused"));
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

  /** Finds out what became of the users of a request that failed. */
  private void settle(ChangeRequest request, RuntimeException e) {
    if (wasNotSent(e)) {
      return;
    }
    Outcome otherwise =
        mayBeAboutUsers(e) && request.users().size() == 1 ? Outcome.REFUSED : Outcome.FAILED;
    if (e instanceof ApiException response
        && response.status() / 100 == 4
        && response.attempts() == 1) {
      // Of several attempts, an earlier one may have been carried out.
      request.became(otherwise, e.getMessage());
      return;
    }
    try {
      Set<String> listed = members.get();
      request.compare(listed == null ? Set.of() : listed, otherwise, e.getMessage());
    } catch (RuntimeException unlisted) {
      e.addSuppressed(unlisted);
      request.became(Outcome.UNCLEAR, e.getMessage());
    }
  }

  private static boolean wasNotSent(RuntimeException e) {
    // An interrupted wait for the next attempt bears the failure of the one before.
    return e instanceof CallException call
        ? call.attempts() == 0
        : e instanceof CancellationException && e.getSuppressed().length == 0;
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
