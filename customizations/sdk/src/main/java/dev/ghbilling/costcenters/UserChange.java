package dev.ghbilling.costcenters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.client.model.CostCenterChange;
import dev.ghbilling.client.model.CostCenterUsers;
import dev.ghbilling.error.ApiException;
import dev.ghbilling.error.CallException;
import dev.ghbilling.error.CostCenterChangeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** A change of a cost center's users, made by as many requests as needed. */
final class UserChange {
  /** GitHub's limit for the users of one request. */
  private static final int MAX_USERS = 50;

  private final String costCenterId;
  private final Supplier<Set<String>> members;
  private final List<Request> requests = new ArrayList<>();

  private record Request(
      boolean adding, List<String> users, Function<CostCenterUsers, CostCenterChange> call) {}

  /**
   * Creates an empty change.
   *
   * @param members gets the keys of the cost center's current users
   */
  UserChange(String costCenterId, Supplier<Set<String>> members) {
    this.costCenterId = costCenterId;
    this.members = members;
  }

  UserChange adding(List<String> users, Function<CostCenterUsers, CostCenterChange> call) {
    return with(true, users, call);
  }

  UserChange removing(List<String> users, Function<CostCenterUsers, CostCenterChange> call) {
    return with(false, users, call);
  }

  private UserChange with(
      boolean adding, List<String> users, Function<CostCenterUsers, CostCenterChange> call) {
    for (int from = 0; from < users.size(); from += MAX_USERS) {
      requests.add(
          new Request(adding, users.subList(from, Math.min(users.size(), from + MAX_USERS)), call));
    }
    return this;
  }

  /** Sends the requests in order, and returns the merged response. */
  CostCenterChange send() {
    List<CostCenterChange> responses = new ArrayList<>();
    for (Request request : requests) {
      try {
        responses.add(
            request.call().apply(CostCenterUsers.builder().users(request.users()).build()));
      } catch (RuntimeException e) {
        throw requests.size() == 1 ? e : partial(responses.size(), e);
      }
    }
    return joined(responses);
  }

  private CostCenterChangeException partial(int done, RuntimeException cause) {
    Request broken = requests.get(done);
    List<String> changed = new ArrayList<>(users(requests.subList(0, done)));
    List<String> failed = new ArrayList<>();
    List<String> unclear = new ArrayList<>();
    int next = done + 1;
    if (cause instanceof CallException unsent && unsent.attempts() == 0) {
      next = done;
    } else if (cause instanceof ApiException refusal
        && refusal.status() / 100 == 4
        && refusal.attempts() == 1) {
      // Of several attempts, an earlier one may have been carried out.
      failed.addAll(broken.users());
    } else {
      try {
        Set<String> in = members.get();
        for (String user : broken.users()) {
          boolean made = in.contains(Logins.key(user)) == broken.adding();
          (made ? changed : failed).add(user);
        }
      } catch (RuntimeException e) {
        cause.addSuppressed(e);
        unclear.addAll(broken.users());
      }
    }
    return new CostCenterChangeException(
        costCenterId,
        new CostCenterChangeException.Outcome(
            changed, failed, unclear, users(requests.subList(next, requests.size()))),
        cause);
  }

  private static List<String> users(List<Request> requests) {
    return requests.stream().flatMap(request -> request.users().stream()).toList();
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
