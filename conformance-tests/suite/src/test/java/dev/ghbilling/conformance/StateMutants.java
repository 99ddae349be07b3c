package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.Mutant.Setting;
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

/** Servers whose operations don't do to each other's answers what they have to. */
final class StateMutants {
  private final Operation list;
  private final Operation create;
  private final Operation get;
  private final Operation centers;
  private final Operation add;
  private final Operation remove;
  private final List<Mutant> all = new ArrayList<>();

  private StateMutants(Contract contract) {
    this.list = contract.operation(ExportAspect.LIST).orElseThrow();
    this.create = contract.operation(ExportAspect.CREATE).orElseThrow();
    this.get = contract.operation(ExportAspect.GET).orElseThrow();
    this.centers = contract.operation(MembershipAspect.LIST).orElseThrow();
    this.add = contract.operation(MembershipAspect.ADD).orElseThrow();
    this.remove = contract.operation(MembershipAspect.REMOVE).orElseThrow();
  }

  static List<Mutant> of(Contract contract) {
    StateMutants mutants = new StateMutants(contract);
    mutants.exports();
    mutants.costCenters();
    return mutants.all;
  }

  private void exports() {
    answering(create, "state/asked", "another type", body -> body.put("report_type", "summarized"));
    answering(create, "state/asked", "another start", body -> body.put("start_date", "2024-01-02"));
    answering(create, "state/asked", "another end", body -> body.put("end_date", "2024-01-30"));
    answering(get, "state/asked", "another type", body -> body.put("report_type", "summarized"));
    answering(
        get,
        "state/asked",
        "another export",
        body -> body.put("id", "a1b2c3d4-e5f6-7890-abcd-ef1234567890"));
    answering(get, "state/asked", "no end", body -> body.remove("end_date"));
    answering(get, "state/asked", "another start", body -> body.put("start_date", "2024-01-02"));
    add(
        create,
        "state/listed",
        "not listed",
        () ->
            Way.answering(
                list,
                sent ->
                    sent.changing(
                        body ->
                            removeIf(
                                body.withArrayProperty("usage_report_exports"),
                                export -> export.path("created_at").asText().startsWith("2026")))));
    add(
        create,
        "state/end-date",
        "yesterday",
        () ->
            (asked, origin) -> {
              Sent sent = origin.send(asked);
              boolean open = asked.isFor(create) && !asked.text().contains("end_date");
              return open
                  ? sent.changing(
                      body ->
                          body.put(
                              "end_date",
                              LocalDate.parse(body.path("end_date").asText())
                                  .minusDays(1)
                                  .toString()))
                  : sent;
            });
    status(
        "state/progress", "back to processing", number -> number == 2 ? "completed" : "processing");
    status("state/progress", "never completed", number -> "processing");
    status("state/progress", "lost in between", number -> number < 2 ? "processing" : "queued");
    answering(
        get,
        "state/urls",
        "addresses while it is processed",
        body -> {
          if (body.path("status").asText().equals("processing")) {
            body.putArray("download_urls").add("https://example.com/1");
          }
        });
    answering(get, "state/urls", "none when completed", body -> body.remove("download_urls"));
    add(
        list,
        "state/urls",
        "none when completed",
        () ->
            Way.answering(
                list,
                sent ->
                    sent.changing(
                        body ->
                            body.path("usage_report_exports")
                                .forEach(
                                    export -> ((ObjectNode) export).remove("download_urls")))));
    add(
        list,
        "state/urls",
        "addresses while they are processed",
        () ->
            Way.answering(
                list,
                sent ->
                    sent.changing(
                        body ->
                            body.path("usage_report_exports")
                                .forEach(
                                    export ->
                                        ((ObjectNode) export)
                                            .putArray("download_urls")
                                            .add("https://example.com/1")))));
    answering(
        get,
        "state/download",
        "an address that is gone",
        body -> change(body, url -> url.replace("/exports/", "/nothing/")));
    answering(
        get, "state/download", "a path for an address", body -> change(body, url -> "/1.csv"));
    answering(
        get, "state/download", "a signature that is wrong", body -> change(body, url -> url + "0"));
  }

  private static void change(ObjectNode body, UnaryOperator<String> change) {
    if (body.path("download_urls") instanceof ArrayNode urls) {
      for (int i = 0; i < urls.size(); i++) {
        urls.set(i, urls.textNode(change.apply(urls.path(i).asText())));
      }
    }
  }

  /** Another status in each answer, by the number of the question. */
  private void status(String aspect, String fault, IntFunction<String> status) {
    add(
        get,
        aspect,
        fault,
        () -> {
          AtomicInteger asked = new AtomicInteger();
          return Way.answering(
              get,
              sent ->
                  sent.changing(body -> body.put("status", status.apply(asked.incrementAndGet()))));
        });
  }

  private void costCenters() {
    add(add, "state/shown", "adds nobody", () -> swallowing(add));
    add(
        add,
        "state/shown",
        "adds somebody else",
        () -> Way.asking(add, asked -> asked.withBody(asked.text().replace("monalisa", "mona"))));
    add(
        add,
        "state/shown",
        "loses who was in",
        () ->
            (asked, origin) -> {
              if (asked.isFor(add)) {
                origin.send(asked.withMethod("DELETE").withBody("{\"users\":[\"octocat\"]}"));
              }
              return origin.send(asked);
            });
    add(
        add,
        "state/again",
        "refuses who is in",
        () -> {
          AtomicInteger added = new AtomicInteger();
          return (asked, origin) ->
              asked.isFor(add) && added.incrementAndGet() % 2 == 0
                  ? Sent.error(409)
                  : origin.send(asked);
        });
    add(
        add,
        "state/again",
        "takes out who is in",
        () -> {
          AtomicInteger added = new AtomicInteger();
          return (asked, origin) ->
              asked.isFor(add) && added.incrementAndGet() % 2 == 0
                  ? origin.send(asked.withMethod("DELETE")).withStatus(200)
                  : origin.send(asked);
        });
    add(
        add,
        "state/shown",
        "puts into every cost center",
        () ->
            Way.answering(
                centers,
                sent ->
                    sent.changing(
                        body -> {
                          JsonNode first = body.path("costCenters").path(0).path("resources");
                          body.path("costCenters")
                              .forEach(center -> ((ObjectNode) center).set("resources", first));
                        })));
    add(remove, "state/only", "removes nobody", () -> swallowing(remove));
    add(
        remove,
        "state/only",
        "removes everybody",
        () ->
            Way.asking(remove, asked -> asked.withBody("{\"users\":[\"monalisa\",\"octocat\"]}")));
    add(
        remove,
        "state/again",
        "refuses who is out",
        () -> {
          AtomicInteger removed = new AtomicInteger();
          return (asked, origin) ->
              asked.isFor(remove) && removed.incrementAndGet() > 1
                  ? Sent.error(404)
                  : origin.send(asked);
        });
    add(
        remove,
        "state/again",
        "removes somebody else",
        () -> {
          AtomicInteger removed = new AtomicInteger();
          return Way.asking(
              remove,
              asked ->
                  removed.incrementAndGet() > 1
                      ? asked.withBody("{\"users\":[\"octocat\"]}")
                      : asked);
        });
  }

  /** Answers as if it were done, and does nothing. */
  private static Way swallowing(Operation operation) {
    String answer =
        operation.success().body().orElseThrow().example().orElseThrow().value().toString();
    return (asked, origin) -> asked.isFor(operation) ? Sent.json(200, answer) : origin.send(asked);
  }

  private void answering(
      Operation operation, String aspect, String fault, Consumer<ObjectNode> change) {
    add(operation, aspect, fault, () -> Way.answering(operation, sent -> sent.changing(change)));
  }

  private void add(Operation operation, String aspect, String fault, Supplier<Way> way) {
    all.add(Mutant.of(operation.id() + "/" + aspect, fault, way.get()).with(Setting.OWN));
  }

  private static void removeIf(ArrayNode array, Predicate<JsonNode> what) {
    List<JsonNode> kept = array.valueStream().filter(what.negate()).toList();
    array.removeAll().addAll(kept);
  }
}
