package dev.ghbilling.conformance.mutants;

import dev.ghbilling.conformance.CommandRun;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedRequest;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Servers that fail on inputs that clients seldom send and fuzzers look for. They were written
 * before the suite had any check that catches one. Only {@link PeersIT} runs them.
 */
final class UnusualInputs {
  private static final Pattern BEYOND_ASCII = Pattern.compile("(?i)%[89a-f][0-9a-f]");

  private final Map<Mutant, String> all = new LinkedHashMap<>();

  private UnusualInputs() {}

  /** Returns the servers, each with the reason why the suite may miss it. */
  static Map<Mutant, String> all() {
    UnusualInputs servers = new UnusualInputs();
    servers.texts();
    servers.numbers();
    servers.bodies();
    return servers.all;
  }

  private void add(String fault, String reason, Middleware middleware) {
    all.put(Mutant.of("unusual/input", fault, middleware).with(Backend.OWN), reason);
  }

  private void texts() {
    String reason = "only some operations get such a text";
    add(
        "500 for a letter beyond ASCII in a path",
        reason,
        failing(request -> BEYOND_ASCII.matcher(request.path()).find()));
    add(
        "500 for a letter beyond ASCII in a query",
        reason,
        failing(request -> BEYOND_ASCII.matcher(request.query()).find()));
    add(
        "500 for a NUL in a path or a query",
        "it sends control characters in bodies only",
        failing(request -> (request.path() + request.query()).contains("%00")));
    add(
        "500 for a text of more than 100 characters in a query",
        reason,
        failing(request -> request.query().matches(".*=[^&]{101,}.*")));
  }

  private void numbers() {
    add(
        "500 for a number of more than nine digits",
        "it tries numbers beside the contract's bounds, and one page far away",
        failing(request -> request.query().matches(".*=-?\\d{10,}(&.*)?")));
    add(
        "500 for a parameter that is given twice",
        "the contract doesn't say what such a request means",
        failing(request -> request.query().matches("(.*&)?(\\w+)=[^&]*&(.*&)?\\2=.*")));
    add(
        "a fraction is taken for the whole number before it",
        "only some parameters get one",
        (request, origin) ->
            origin.send(
                new ProxiedRequest(
                    request.method(),
                    request.path(),
                    request.query().replaceAll("=(-?\\d+)\\.\\d+", "=$1"),
                    request.headers(),
                    request.body())));
  }

  private void bodies() {
    add(
        "500 for a body that is a list",
        "its lists have an object in them",
        failing(request -> request.text().startsWith("[")));
    add(
        "500 for a property that the contract doesn't have",
        "the contract doesn't say whether such a request is valid",
        failing(
            request ->
                request.text().startsWith("{")
                    && !request
                        .text()
                        .replaceAll(
                            "\"(users|organizations|repositories|enterprise_teams|report_type|start_date"
                                + "|end_date|send_email)\":",
                            "")
                        .matches("[^:]*")));
    add(
        "500 for an empty list of members",
        "its lists of members have one, two and the most",
        failing(request -> request.text().replace(" ", "").contains("\"users\":[]")));
    add(
        "500 for a null in a body",
        "it sends null for all properties at once",
        failing(request -> request.text().replace(" ", "").contains(":null")));
  }

  /** Fails for requests with the right token only: a server authenticates first. */
  private static Middleware failing(Predicate<ProxiedRequest> input) {
    return (request, origin) ->
        request.headers().getOrDefault("Authorization", "").equals("Bearer " + CommandRun.TOKEN)
                && input.test(request)
            ? ProxiedResponse.error(500)
            : origin.send(request);
  }
}
