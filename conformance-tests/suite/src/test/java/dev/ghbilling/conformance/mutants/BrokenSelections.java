package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedRequest;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Servers with a fault that only a filtered response has, a page, or one to several parameters. */
final class BrokenSelections {
  private final List<Mutant> all = new ArrayList<>();

  private BrokenSelections() {}

  static List<Mutant> all() {
    BrokenSelections servers = new BrokenSelections();
    servers.selections();
    servers.combinations();
    return servers.all;
  }

  private void add(String clause, String fault, Backend backend, Middleware middleware) {
    all.add(Mutant.of(clause, fault, middleware).with(backend));
  }

  /** Faults of responses that are filtered, or are a page of many. */
  private void selections() {
    add(
        "getUsageReport/schema",
        "a filtered report lacks a property",
        Backend.MUCH_USAGE_OWN,
        BrokenServers.usage(
            request -> request.queryValue("day").isPresent(),
            items -> items.forEach(item -> ((ObjectNode) item).remove("netAmount"))));
    add(
        "getUsageReport/selects/day",
        "a filtered report lacks a property that it may lack",
        Backend.MUCH_USAGE_OWN,
        BrokenServers.usage(
            request -> request.queryValue("day").isPresent(),
            items -> items.forEach(item -> ((ObjectNode) item).remove("organizationName"))));
    add(
        "getUsageReport/selects/day",
        "a month loses its last day",
        Backend.MUCH_USAGE_OWN,
        BrokenServers.usage(
            request ->
                request.queryValue("month").isPresent() && request.queryValue("day").isEmpty(),
            items ->
                items.removeIf(
                    item -> {
                      LocalDate date = date(item);
                      return date.getDayOfMonth() == date.lengthOfMonth();
                    })));
    add(
        "getUsageReport/selects/day",
        "the amounts of a day are rounded",
        Backend.MUCH_USAGE_OWN,
        BrokenServers.usage(
            request -> request.queryValue("day").isPresent(),
            items -> items.forEach(item -> round((ObjectNode) item, "grossAmount"))));
    add(
        "getUsageReport/selects/year",
        "the last day of a year isn't in it",
        Backend.MUCH_USAGE_OWN,
        BrokenServers.usage(
            request -> request.queryValue("year").isPresent(),
            items -> items.removeIf(item -> date(item).getDayOfYear() == 365)));
    add(
        "getUsageReport/selects/month",
        "a month has half of its rows",
        Backend.MUCH_USAGE_OWN,
        BrokenServers.usage(
            request -> request.queryValue("month").isPresent(),
            items -> items.removeIf(item -> date(item).getDayOfMonth() % 2 == 0)));
    add(
        "getUsageReport/selects/month",
        "December is left out of its year",
        Backend.MUCH_USAGE_OWN,
        BrokenServers.usage(
            request -> request.queryValue("month").isEmpty(),
            items -> items.removeIf(item -> date(item).getMonthValue() == 12)));
    add(
        "getAdvancedSecurityCommitters/pages/apart",
        "the last page loses an item",
        Backend.MANY_PAGES,
        (request, origin) -> {
          ProxiedResponse response = origin.send(request);
          boolean first = request.queryValue("page").orElse("1").equals("1");
          return request.path().endsWith("/advanced-security") && !first
              ? response.editJson(
                  body -> {
                    if (body.path("repositories") instanceof ArrayNode items
                        && items.size() > 1
                        && items.size() < 30) {
                      items.remove(items.size() - 1);
                    }
                  })
              : response;
        });
    add(
        "getAdvancedSecurityCommitters/pages/last",
        "the last page of single items is empty",
        Backend.MANY_PAGES,
        (request, origin) -> {
          ProxiedResponse response = origin.send(request);
          return request.path().endsWith("/advanced-security")
                  && request.queryValue("per_page").orElse("").equals("1")
                  && request.queryValue("page").orElse("").equals("65")
              ? response.editJson(body -> body.putArray("repositories"))
              : response;
        });
  }

  /** Faults that only a combination of parameters shows, or an unusual value of one. */
  private void combinations() {
    add(
        "getUsageReport/query/pairs",
        "a day of a cost center is its whole month",
        Backend.MUCH_USAGE_OWN,
        (request, origin) ->
            origin.send(
                request.queryValue("cost_center_id").isPresent()
                    ? request.withoutQuery("day")
                    : request));
    add(
        "getUsageReport/query/pairs",
        "a day of a cost center lacks the last of its rows",
        Backend.MUCH_USAGE_OWN,
        BrokenServers.usage(
            request ->
                request.queryValue("cost_center_id").isPresent()
                    && request.queryValue("day").isPresent()
                    && request.queryValue("hour").isEmpty(),
            items -> items.remove(items.size() - 1)));
    add(
        "getUsageReport/query/pairs",
        "500 for an hour of a cost center",
        Backend.OWN,
        failing(
            request ->
                request.queryValue("hour").isPresent()
                    && request.queryValue("cost_center_id").isPresent()));
    add(
        "getAdvancedSecurityCommitters/query/pairs",
        "the second page of a product is the first one",
        Backend.MANY_PAGES,
        (request, origin) ->
            origin.send(
                request.queryValue("advanced_security_product").isPresent()
                    ? request.withoutQuery("page")
                    : request));
    add(
        "getUsageReport/query/cost_center_id/empty",
        "500 for an empty parameter",
        Backend.OWN,
        failing(request -> request.queryValue("cost_center_id").equals(Optional.of(""))));
    add(
        "getUsageReport/query/repeated",
        "500 for a parameter that is repeated after another one was rejected for that",
        Backend.OWN,
        (request, origin) -> {
          if (request.query().matches(".*year=.*&year=.*")) {
            return ProxiedResponse.error(400);
          }
          return request.query().matches(".*cost_center_id=.*cost_center_id=.*")
              ? ProxiedResponse.error(500)
              : origin.send(request);
        });
  }

  private static Middleware failing(Predicate<ProxiedRequest> condition) {
    return (request, origin) ->
        condition.test(request) ? ProxiedResponse.error(500) : origin.send(request);
  }

  private static void round(ObjectNode item, String amount) {
    item.put(amount, item.path(amount).decimalValue().setScale(2, RoundingMode.HALF_UP));
  }

  private static LocalDate date(JsonNode item) {
    return LocalDate.parse(item.path("date").asText().substring(0, 10));
  }
}
