package dev.ghbilling.costcenters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.ghbilling.client.model.CostCenterChange;
import dev.ghbilling.client.model.CostCenterUsers;
import dev.ghbilling.error.ApiException;
import dev.ghbilling.error.CallException;
import dev.ghbilling.error.CostCenterChangeException;
import dev.ghbilling.http.BillingJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Users added to a cost center and removed from it, in as many requests as it takes. */
final class UserChange {
  /** As many as one request takes. */
  private static final int CHUNK = 50;

  private final String costCenterId;
  private final Supplier<Set<String>> members;
  private final List<Request> requests = new ArrayList<>();

  private record Request(
      boolean adding, List<String> users, Function<CostCenterUsers, CostCenterChange> call) {}

  /**
   * A change without any user yet.
   *
   * @param members who is in the cost center now, in lower case
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
    for (int from = 0; from < users.size(); from += CHUNK) {
      requests.add(
          new Request(adding, users.subList(from, Math.min(users.size(), from + CHUNK)), call));
    }
    return this;
  }

  /** Sends the requests in their order; all answers as one. */
  CostCenterChange make() {
    List<CostCenterChange> answers = new ArrayList<>();
    for (Request request : requests) {
      try {
        answers.add(request.call().apply(CostCenterUsers.of(request.users())));
      } catch (RuntimeException e) {
        throw requests.size() == 1 ? e : partial(answers.size(), e);
      }
    }
    return joined(answers);
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
      // Of several attempts an earlier one may have been carried out.
      failed.addAll(broken.users());
    } else {
      try {
        Set<String> in = members.get();
        for (String user : broken.users()) {
          boolean made = in.contains(Logins.key(user)) == broken.adding();
          (made ? changed : failed).add(user);
        }
      } catch (RuntimeException stillUnreachable) {
        cause.addSuppressed(stillUnreachable);
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

  /** The first answer, with the lists that all answers have; they are about different users. */
  private static CostCenterChange joined(List<CostCenterChange> answers) {
    if (answers.size() == 1) {
      return answers.get(0);
    }
    // By way of JSON, where a property that the contract knows is like one that it doesn't.
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    for (CostCenterChange answer : answers) {
      BillingJson.mapper()
          .valueToTree(answer)
          .properties()
          .forEach(
              property ->
                  properties.merge(property.getKey(), property.getValue(), UserChange::both));
    }
    return BillingJson.mapper().convertValue(properties, CostCenterChange.class);
  }

  private static JsonNode both(JsonNode one, JsonNode other) {
    if (one instanceof ArrayNode some && other instanceof ArrayNode more) {
      return some.deepCopy().addAll(more);
    }
    return one.isNull() ? other : one;
  }
}
