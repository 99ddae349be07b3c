package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Mutants whose operations don't have the documented effect on each other. */
final class StateMutants {
  private final Operation list;
  private final Operation create;
  private final Operation get;
  private final Operation centers;
  private final Operation add;
  private final Operation remove;
  private final List<Mutant> all = new ArrayList<>();

  private StateMutants(Contract contract) {
    this.list = contract.operation("listUsageReportExports").orElseThrow();
    this.create = contract.operation("createUsageReportExport").orElseThrow();
    this.get = contract.operation("getUsageReportExport").orElseThrow();
    this.centers = contract.operation("listCostCenters").orElseThrow();
    this.add = contract.operation("addUsersToCostCenter").orElseThrow();
    this.remove = contract.operation("removeUsersFromCostCenter").orElseThrow();
  }

  static List<Mutant> of(Contract contract) {
    StateMutants mutants = new StateMutants(contract);
    mutants.exports();
    mutants.costCenters();
    return mutants.all;
  }

  private void exports() {
    rewritingJson(
        create, "state/asked", "another type", body -> body.put("report_type", "summarized"));
    rewritingJson(
        create, "state/asked", "another start", body -> body.put("start_date", "2024-01-02"));
    rewritingJson(create, "state/asked", "another end", body -> body.put("end_date", "2024-01-30"));
    rewritingJson(
        get, "state/asked", "another type", body -> body.put("report_type", "summarized"));
    rewritingJson(
        get,
        "state/asked",
        "another export",
        body -> body.put("id", "a1b2c3d4-e5f6-7890-abcd-ef1234567890"));
    rewritingJson(get, "state/asked", "no end", body -> body.remove("end_date"));
    rewritingJson(
        get, "state/asked", "another start", body -> body.put("start_date", "2024-01-02"));
    add(
        create,
        "state/listed",
        "not listed",
        () ->
            Middleware.rewritingResponses(
                list,
                response ->
                    response.editJson(
                        body ->
                            removeIf(
                                body.withArrayProperty("usage_report_exports"),
                                export -> export.path("created_at").asText().startsWith("2026")))));
    add(
        create,
        "state/end-date",
        "yesterday",
        () ->
            (request, origin) -> {
              ProxiedResponse response = origin.send(request);
              boolean open = request.matches(create) && !request.text().contains("end_date");
              return open
                  ? response.editJson(
                      body ->
                          body.put(
                              "end_date",
                              LocalDate.parse(body.path("end_date").asText())
                                  .minusDays(1)
                                  .toString()))
                  : response;
            });
    status(
        "state/progress", "back to processing", number -> number == 2 ? "completed" : "processing");
    status("state/progress", "never completed", number -> "processing");
    status("state/progress", "lost in between", number -> number < 2 ? "processing" : "queued");
    rewritingJson(
        get,
        "state/urls",
        "URLs while it is processing",
        body -> {
          if (body.path("status").asText().equals("processing")) {
            body.putArray("download_urls").add("https://example.com/1");
          }
        });
    rewritingJson(get, "state/urls", "none when completed", body -> body.remove("download_urls"));
    add(
        list,
        "state/urls",
        "none when completed",
        () ->
            Middleware.rewritingResponses(
                list,
                response ->
                    response.editJson(
                        body ->
                            body.path("usage_report_exports")
                                .forEach(
                                    export -> ((ObjectNode) export).remove("download_urls")))));
    add(
        list,
        "state/urls",
        "URLs while they are processing",
        () ->
            Middleware.rewritingResponses(
                list,
                response ->
                    response.editJson(
                        body ->
                            body.path("usage_report_exports")
                                .forEach(
                                    export ->
                                        ((ObjectNode) export)
                                            .putArray("download_urls")
                                            .add("https://example.com/1")))));
    rewritingJson(
        get,
        "state/download",
        "a URL that is gone",
        body -> change(body, url -> url.replace("/exports/", "/nothing/")));
    rewritingJson(
        get, "state/download", "a path instead of a URL", body -> change(body, url -> "/1.csv"));
    rewritingJson(
        get, "state/download", "a wrong signature", body -> change(body, url -> url + "0"));
  }

  private static void change(ObjectNode body, UnaryOperator<String> change) {
    if (body.path("download_urls") instanceof ArrayNode urls) {
      for (int i = 0; i < urls.size(); i++) {
        urls.set(i, urls.textNode(change.apply(urls.path(i).asText())));
      }
    }
  }

  /** Sets the status of each response, by the number of the request. */
  private void status(String aspect, String fault, IntFunction<String> status) {
    add(
        get,
        aspect,
        fault,
        () -> {
          AtomicInteger requests = new AtomicInteger();
          return Middleware.rewritingResponses(
              get,
              response ->
                  response.editJson(
                      body -> body.put("status", status.apply(requests.incrementAndGet()))));
        });
  }

  private void costCenters() {
    add(add, "state/shown", "adds nobody", () -> ignoring(add));
    add(
        add,
        "state/shown",
        "adds another user",
        () ->
            Middleware.rewritingRequests(
                add, request -> request.withBody(request.text().replace("monalisa", "mona"))));
    add(
        add,
        "state/shown",
        "removes another user",
        () ->
            (request, origin) -> {
              if (request.matches(add)) {
                origin.send(request.withMethod("DELETE").withBody("{\"users\":[\"octocat\"]}"));
              }
              return origin.send(request);
            });
    add(
        add,
        "state/again",
        "rejects a user who is already a member",
        () -> {
          AtomicInteger added = new AtomicInteger();
          return (request, origin) ->
              request.matches(add) && added.incrementAndGet() % 2 == 0
                  ? ProxiedResponse.error(409)
                  : origin.send(request);
        });
    add(
        add,
        "state/again",
        "removes a user who is already a member",
        () -> {
          AtomicInteger added = new AtomicInteger();
          return (request, origin) ->
              request.matches(add) && added.incrementAndGet() % 2 == 0
                  ? origin.send(request.withMethod("DELETE")).withStatus(200)
                  : origin.send(request);
        });
    add(
        add,
        "state/shown",
        "adds the user to every cost center",
        () ->
            Middleware.rewritingResponses(
                centers,
                response ->
                    response.editJson(
                        body -> {
                          JsonNode first = body.path("costCenters").path(0).path("resources");
                          body.path("costCenters")
                              .forEach(center -> ((ObjectNode) center).set("resources", first));
                        })));
    add(remove, "state/only", "removes nobody", () -> ignoring(remove));
    add(
        remove,
        "state/only",
        "removes everybody",
        () ->
            Middleware.rewritingRequests(
                remove, request -> request.withBody("{\"users\":[\"monalisa\",\"octocat\"]}")));
    add(
        remove,
        "state/again",
        "rejects a user who isn't a member",
        () -> {
          AtomicInteger removed = new AtomicInteger();
          return (request, origin) ->
              request.matches(remove) && removed.incrementAndGet() > 1
                  ? ProxiedResponse.error(404)
                  : origin.send(request);
        });
    add(
        remove,
        "state/again",
        "removes another user",
        () -> {
          AtomicInteger removed = new AtomicInteger();
          return Middleware.rewritingRequests(
              remove,
              request ->
                  removed.incrementAndGet() > 1
                      ? request.withBody("{\"users\":[\"octocat\"]}")
                      : request);
        });
  }

  /** Responds with success, and changes nothing. */
  private static Middleware ignoring(Operation operation) {
    String answer =
        operation.success().body().orElseThrow().example().orElseThrow().value().toString();
    return (request, origin) ->
        request.matches(operation) ? ProxiedResponse.json(200, answer) : origin.send(request);
  }

  private void rewritingJson(
      Operation operation, String aspect, String fault, Consumer<ObjectNode> change) {
    add(
        operation,
        aspect,
        fault,
        () -> Middleware.rewritingResponses(operation, response -> response.editJson(change)));
  }

  private void add(
      Operation operation, String aspect, String fault, Supplier<Middleware> middleware) {
    all.add(Mutant.of(operation.id() + "/" + aspect, fault, middleware.get()).with(Backend.OWN));
  }

  private static void removeIf(ArrayNode array, Predicate<JsonNode> condition) {
    List<JsonNode> kept = array.valueStream().filter(condition.negate()).toList();
    array.removeAll().addAll(kept);
  }
}
