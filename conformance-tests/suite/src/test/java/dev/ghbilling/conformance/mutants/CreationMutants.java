package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.internal.run.Checks;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * Mutants that tell another time of a creation, or list what was created in pages of another size.
 */
final class CreationMutants {
  private CreationMutants() {}

  static List<Mutant> of(Checks checks) {
    List<Mutant> all = new ArrayList<>();
    for (String id : checks.all().stream().map(check -> check.id()).toList()) {
      Operation create = checks.contract().operation(id.split("/", 2)[0]).orElseThrow();
      String detail = id.substring(id.indexOf('/') + 1);
      if (detail.startsWith("state/time/")) {
        String property = detail.substring(detail.lastIndexOf('/') + 1);
        all.add(
            Mutant.of(
                id, "local time", times("", property, time -> time.minus(Duration.ofHours(5)))));
        all.add(
            Mutant.of(
                id,
                "another time in lists",
                times("GET", property, time -> time.plus(Duration.ofMinutes(1)))));
        if (create.resource().orElseThrow().progress().isPresent()) {
          all.add(
              Mutant.of(
                  id, "another time in each get", ticking(checks.contract(), create, property)));
        }
      } else if (detail.equals("state/page")) {
        all.add(Mutant.of(id, "30 on a page", paged(checks.contract(), create)));
      }
    }
    return all.stream().map(mutant -> mutant.with(Backend.OWN)).toList();
  }

  private static Middleware paged(Contract contract, Operation create) {
    Operation list =
        contract.operation(Action.LIST, create.resource().orElseThrow().collection()).orElseThrow();
    String perPage = list.pagination().orElseThrow().perPage();
    return Middleware.rewritingRequests(
        list,
        request ->
            request.queryValue(perPage).isPresent() ? request : request.withQuery(perPage, "30"));
  }

  /** Tells a time a little later with each get. */
  private static Middleware ticking(Contract contract, Operation create, String property) {
    Operation get =
        contract.operation(Action.GET, create.resource().orElseThrow().collection()).orElseThrow();
    AtomicInteger gets = new AtomicInteger();
    return Middleware.rewritingResponses(
        get,
        response ->
            response.editJson(
                body -> {
                  Instant time = OffsetDateTime.parse(body.path(property).asText()).toInstant();
                  body.put(property, time.plusMillis(gets.incrementAndGet()).toString());
                }));
  }

  /** Changes a time in all responses, or in those to one method. */
  private static Middleware times(String method, String property, UnaryOperator<Instant> change) {
    return (request, origin) -> {
      ProxiedResponse response = origin.send(request);
      return request.method().startsWith(method)
          ? response.editJson(
              body -> {
                for (JsonNode object : body.findParents(property)) {
                  Instant time = OffsetDateTime.parse(object.path(property).asText()).toInstant();
                  ((ObjectNode) object).put(property, change.apply(time).toString());
                }
              })
          : response;
    };
  }
}
