package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.CommandRun;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedRequest;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.run.Checks;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.Selects;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * Servers that keep budgets and cost centers, and usage, wrongly in a way that documented requests
 * don't show: the values are too small or too plain, nobody looks again after a refusal, or the
 * other views of what changed aren't asked for.
 */
final class BrokenResources {
  private static final Set<String> WRITES = Set.of("POST", "PATCH", "DELETE");
  private static final long LARGEST_INT = Integer.MAX_VALUE;

  private final Checks checks;
  private final List<Mutant> all = new ArrayList<>();

  private BrokenResources(Checks checks) {
    this.checks = checks;
  }

  static List<Mutant> of(Checks checks) {
    BrokenResources servers = new BrokenResources(checks);
    for (Check check : checks.all()) {
      servers.add(check.id());
    }
    servers.parts();
    servers.views();
    servers.dates();
    return servers.all;
  }

  private void add(String clause, String fault, Middleware middleware) {
    add(clause, fault, Backend.OWN, middleware);
  }

  private void add(String clause, String fault, Backend backend, Middleware middleware) {
    all.add(Mutant.of(clause, fault, middleware).with(backend));
  }

  /** Adds the servers for a check that each collection of the contract has. */
  private void add(String clause) {
    Operation operation = operation(clause);
    String aspect = clause.substring(clause.indexOf('/') + 1);
    if (aspect.equals("state/refused")) {
      add(
          clause,
          "what has no token is done before it is refused",
          doneThenRefused(
              operation,
              401,
              request -> request.withHeader("Authorization", "Bearer " + CommandRun.TOKEN)));
    } else if (aspect.equals("state/refused/rules")) {
      add(clause, "what breaks a rule is shown as if it had been done", shownIfRefused(operation));
    } else if (aspect.startsWith("state/refused/") && !aspect.endsWith("/body")) {
      add(
          clause,
          "what is for an unknown version is done before it is refused",
          doneThenRefused(operation, 400, request -> request.withoutHeader(aspect.substring(14))));
    } else if (aspect.equals("state/unique/renamed")) {
      add(clause, "what was the name of one stays taken", takenForEver(operation));
    } else if (aspect.equals("state/unique/new-name")) {
      add(clause, "a new name isn't taken", renamedUnseen(operation));
    } else if (aspect.startsWith("state/selects/")) {
      String filter = aspect.substring(14);
      add(clause, "a filter compares a part of the value", selectingByParts(operation, filter));
    } else if (aspect.equals("state/progress") && lists(operation)) {
      add(clause, "the list shows what it had first", listedAsProcessing(operation));
    } else if (aspect.equals("body/rule/prevent_further_usage/multi_user_customer")
        && updates(operation)) {
      add(
          clause,
          "a rule is applied to the properties of an update only",
          ruledByTheBody(operation));
    } else if (aspect.equals("state/named-as-rest")) {
      add(
          clause,
          "finds a resource by its name first",
          Backend.MUCH_USAGE_OWN,
          findingByName(operation));
    } else if (aspect.equals("state/only/name")) {
      add(clause, "a name is cut at 255 letters", cut(operation, false));
      add(clause, "a name is stored with 255 letters", cut(operation, true));
    } else if (aspect.equals("state/gone")) {
      add(clause, "shows what it has of anything", OwnerMutants.found(operation));
    } else if (aspect.equals("state/owner/case")) {
      add(clause, "owners in capitals are others", ofOthers(operation));
    } else if (aspect.equals("state/unique/deleted")) {
      add(clause, "what was once taken stays taken", takenForEver(operation));
    } else if (aspect.equals("state/kept/name")) {
      add(clause, "bodies are read as Latin-1", latin1());
    } else if (aspect.equals("state/kept/budget_amount")) {
      String property = aspect.substring(11);
      add(clause, "numbers are kept in 32 bits", small(operation, property));
      add(clause, "numbers are kept as doubles", doubles(operation, property));
    } else if (aspect.equals("state/only/budget_amount")) {
      add(clause, "numbers are changed to doubles", doubles(operation, aspect.substring(11)));
    } else if (aspect.equals("conditional/changed") && isOfMembers(operation)) {
      add(clause, "the tag of a resource doesn't depend on its members", sameTag());
    }
  }

  private Operation operation(String clause) {
    return checks.contract().operations().stream()
        .filter(one -> clause.startsWith(one.id() + "/"))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isOfMembers(Operation operation) {
    return operation.resource().flatMap(ResourceOperation::members).isPresent();
  }

  /** Takes a value of a query for the name of a resource, if there is one. */
  private static Middleware findingByName(Operation update) {
    Map<String, String> ids = new ConcurrentHashMap<>();
    return (request, origin) -> {
      if (request.matches(update)) {
        String id = request.path().substring(request.path().lastIndexOf('/') + 1);
        ids.put(request.json().path("name").asText(), id);
      }
      String id = request.queryValue("cost_center_id").map(ids::get).orElse("");
      return origin.send(id.isEmpty() ? request : request.withQuery("cost_center_id", id));
    };
  }

  private static boolean lists(Operation operation) {
    return operation.resource().orElseThrow().does() == ResourceOperation.Action.LIST;
  }

  private static boolean updates(Operation operation) {
    return operation.resource().orElseThrow().does() == ResourceOperation.Action.UPDATE;
  }

  /** Changes names behind the proxy to others than those that creations are compared with. */
  private static Middleware renamedUnseen(Operation create) {
    String mark = "\u200b";
    return (request, origin) -> {
      ProxiedRequest sent = request;
      if (request.method().equals("PATCH") && request.json() instanceof ObjectNode body) {
        sent = request.withBody(body.put("name", body.path("name").asText() + mark).toString());
      }
      ProxiedResponse response = origin.send(sent);
      return response.body().length == 0 || !request.path().contains(lastPart(create))
          ? response
          : response.withBody(response.json().toString().replace(mark, ""));
    };
  }

  private static String lastPart(Operation create) {
    return create.path().substring(create.path().lastIndexOf('/'));
  }

  private static Middleware selectingByParts(Operation list, String filter) {
    Selects selects =
        list.parameters(Parameter.Location.QUERY).stream()
            .filter(parameter -> parameter.name().equals(filter))
            .flatMap(parameter -> Selects.of(parameter).stream())
            .findFirst()
            .orElseThrow();
    return (request, origin) -> {
      String value = request.queryValue(filter).orElse("");
      return request.matches(list) && value.matches("[a-z_]+")
          ? origin
              .send(request.withoutQuery(filter))
              .editJson(
                  body ->
                      ((ArrayNode) body.at(selects.items()))
                          .removeIf(item -> !item.at(selects.by()).asText().contains(value)))
          : origin.send(request);
    };
  }

  /** Lists everything as what it was right after its creation. */
  private Middleware listedAsProcessing(Operation list) {
    ResourceOperation.Progress progress =
        checks
            .contract()
            .operation(ResourceOperation.Action.CREATE, list.resource().orElseThrow().collection())
            .flatMap(Operation::resource)
            .flatMap(ResourceOperation::progress)
            .orElseThrow();
    return Middleware.rewritingResponses(
        list,
        response ->
            response.editJson(
                body ->
                    body.at(list.resource().orElseThrow().items())
                        .forEach(
                            item ->
                                ((ObjectNode) item)
                                    .put(progress.status().getMatchingProperty(), progress.from())
                                    .remove(progress.brings().getMatchingProperty()))));
  }

  /** Takes a scope that forbids what the budget is, unless the same request is about that. */
  private static Middleware ruledByTheBody(Operation update) {
    return (request, origin) -> {
      if (request.matches(update)
          && request.json() instanceof ObjectNode body
          && body.path("budget_scope").asText().equals("multi_user_customer")
          && !body.has("prevent_further_usage")) {
        body.put("prevent_further_usage", true);
        return origin
            .send(request.withBody(body.toString()))
            .editJson(
                shown -> {
                  if (shown.get("budget") instanceof ObjectNode budget) {
                    budget.put("prevent_further_usage", false);
                  }
                });
      }
      return origin.send(request);
    };
  }

  /** Cuts names, and responds with what was asked. */
  private static Middleware cut(Operation update, boolean silently) {
    return (request, origin) -> {
      String name = request.json().path("name").asText();
      if (!request.matches(update)
          || name.length() <= 255
          || !(request.json() instanceof ObjectNode body)) {
        return origin.send(request);
      }
      body.put("name", name.substring(0, 255));
      ProxiedResponse response = origin.send(request.withBody(body.toString()));
      return silently ? response.editJson(shown -> shown.put("name", name)) : response;
    };
  }

  private static Middleware doneThenRefused(
      Operation operation, int status, UnaryOperator<ProxiedRequest> repair) {
    return (request, origin) -> {
      ProxiedResponse response = origin.send(request);
      if (response.status() == status && request.matches(operation)) {
        origin.send(repair.apply(request));
      }
      return response;
    };
  }

  /** Lists what was asked for by writes that were refused with 422. */
  private static Middleware shownIfRefused(Operation operation) {
    Map<String, ObjectNode> refused = new ConcurrentHashMap<>();
    boolean creates = operation.resource().orElseThrow().does() == ResourceOperation.Action.CREATE;
    return (request, origin) -> {
      ProxiedResponse response = origin.send(request);
      if (request.matches(operation)
          && response.status() == 422
          && request.json() instanceof ObjectNode body) {
        String id = request.path().substring(request.path().lastIndexOf('/') + 1);
        refused.put(creates ? "refused-" + refused.size() : id, body.deepCopy());
      }
      boolean lists = request.method().equals("GET") && request.path().endsWith("/budgets");
      return lists && response.isSuccessful()
          ? response.editJson(list -> show((ArrayNode) list.path("budgets"), refused, creates))
          : response;
    };
  }

  private static void show(ArrayNode budgets, Map<String, ObjectNode> refused, boolean creates) {
    refused.forEach(
        (id, body) -> {
          if (creates) {
            budgets.add(body.deepCopy().put("id", id));
          }
          budgets.forEach(
              budget -> {
                if (budget.path("id").asText().equals(id)) {
                  ((ObjectNode) budget).setAll(body);
                }
              });
        });
  }

  private static Middleware small(Operation operation, String property) {
    return (request, origin) -> {
      if (request.matches(operation)
          && request.json() instanceof ObjectNode body
          && body.path(property).asLong() > LARGEST_INT) {
        body.put(property, LARGEST_INT);
        return origin.send(request.withBody(body.toString()));
      }
      return origin.send(request);
    };
  }

  private static Middleware doubles(Operation operation, String property) {
    return (request, origin) -> {
      if (request.matches(operation)
          && request.json() instanceof ObjectNode body
          && body.path(property).isIntegralNumber()) {
        body.put(property, (long) body.path(property).asDouble());
        return origin.send(request.withBody(body.toString()));
      }
      return origin.send(request);
    };
  }

  /** Finds what was created by a path in another case than the first one by this path only. */
  private static Middleware ofOthers(Operation create) {
    Map<String, String> paths = new ConcurrentHashMap<>();
    AtomicReference<String> usual = new AtomicReference<>();
    return (request, origin) -> {
      if (request.matches(create)) {
        usual.compareAndSet(null, request.path());
      }
      String id = request.path().substring(request.path().lastIndexOf('/') + 1);
      if (!request.path().startsWith(paths.getOrDefault(id, ""))) {
        return ProxiedResponse.error(404);
      }
      ProxiedResponse response = origin.send(request);
      if (request.matches(create)
          && response.isSuccessful()
          && !request.path().equals(usual.get())) {
        paths.put(response.json().findPath("id").asText(), request.path());
      }
      return response;
    };
  }

  private static Middleware latin1() {
    return (request, origin) -> {
      if (WRITES.contains(request.method()) && !request.text().isEmpty()) {
        byte[] utf8 = request.text().getBytes(StandardCharsets.UTF_8);
        return origin.send(request.withBody(new String(utf8, StandardCharsets.ISO_8859_1)));
      }
      return origin.send(request);
    };
  }

  private static Middleware sameTag() {
    return (request, origin) -> {
      ProxiedResponse response = origin.send(request);
      boolean single = request.path().matches(".*/cost-centers/[^/]+");
      return single && response.isSuccessful()
          ? response.withHeader("ETag", "\"" + response.json().path("name").hashCode() + '"')
          : response;
    };
  }

  private static Middleware takenForEver(Operation operation) {
    Set<String> taken = ConcurrentHashMap.newKeySet();
    return (request, origin) -> {
      boolean creates = request.matches(operation);
      String name = request.json().path("name").asText();
      if (creates && taken.contains(name)) {
        return ProxiedResponse.error(409);
      }
      ProxiedResponse response = origin.send(request);
      if (creates && response.isSuccessful()) {
        taken.add(name);
      }
      return response;
    };
  }

  private void parts() {
    add(
        "updateBudget/state/only/budget_alerting.will_alert",
        "an object is replaced as a whole",
        (request, origin) -> {
          if (request.method().equals("PATCH")
              && request.json() instanceof ObjectNode body
              && body.get("budget_alerting") instanceof ObjectNode alerting) {
            alerting.put("will_alert", alerting.path("will_alert").asBoolean());
            alerting.withArrayProperty("alert_recipients");
            return origin.send(request.withBody(body.toString()));
          }
          return origin.send(request);
        });
    add(
        "updateBudget/state/only/budget_scope",
        "one of the scopes is kept as another one",
        (request, origin) ->
            origin.send(
                request.method().equals("PATCH")
                    ? request.withBody(request.text().replace("multi_user_customer", "enterprise"))
                    : request));
  }

  private void views() {
    add("deleteBudget/state/listed", "a list by scope keeps deleted budgets", keepsDeleted());
    add(
        "listBudgets/selects/scope",
        "the total of a list by scope counts all budgets",
        (request, origin) -> {
          ProxiedResponse response = origin.send(request);
          if (request.queryValue("scope").isEmpty() || !response.isSuccessful()) {
            return response;
          }
          long total =
              origin.send(request.withoutQuery("scope")).json().path("total_count").asLong();
          return response.editJson(body -> body.put("total_count", total));
        });
  }

  private static Middleware keepsDeleted() {
    Map<String, JsonNode> deleted = new ConcurrentHashMap<>();
    return (request, origin) -> {
      if (request.method().equals("DELETE")) {
        ProxiedResponse last = origin.send(request.withMethod("GET"));
        if (last.isSuccessful()) {
          deleted.put(request.path(), last.json());
        }
      }
      ProxiedResponse response = origin.send(request);
      return request.queryValue("scope").isPresent() && response.isSuccessful()
          ? response.editJson(body -> ((ArrayNode) body.path("budgets")).addAll(deleted.values()))
          : response;
    };
  }

  private void dates() {
    add(
        "getUsageReport/selects/day",
        "a day that the month doesn't have is the first of the next one",
        Backend.MUCH_USAGE_OWN,
        (request, origin) -> {
          int month = number(request, "month");
          int day = number(request, "day");
          boolean none = day == 31 && Set.of(4, 6, 9, 11).contains(month);
          return origin.send(
              none ? request.withQuery("month", "" + (month + 1)).withQuery("day", "1") : request);
        });
  }

  private static int number(ProxiedRequest request, String name) {
    return request
        .queryValue(name)
        .filter(text -> text.matches("[0-9]{1,2}"))
        .map(Integer::parseInt)
        .orElse(0);
  }
}
