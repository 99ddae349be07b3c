package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.CommandRun;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedRequest;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Servers with a fault that most requests don't meet: it is in the second of several, shows after a
 * while, concerns one kind of answer only, or is in the bytes. They are run against all checks of
 * the operations that GitHub documents for enterprises, and the check that stands for the clause
 * has to fail.
 */
final class BrokenServers {
  private static final String SECOND_CENTER = "3ffb9ffe-6903-11ee-8c99-0242ac120003";
  private static final String SECOND_EXPORT = "b2c3d4e5-f6a7-8901-bcde-f12345678901";
  private static final String CENTERS = "/cost-centers";
  private static final String REPORTS = "/reports";
  private static final String USAGE = "/settings/billing/usage";
  private static final String SIGN_IN = "<!DOCTYPE html><title>Sign in</title><p>Sign in";

  private final List<Mutant> all = new ArrayList<>();

  private BrokenServers() {}

  static List<Mutant> all() {
    BrokenServers servers = new BrokenServers();
    servers.members();
    servers.sometimes();
    servers.caches();
    servers.access();
    servers.files();
    servers.bytes();
    return Stream.concat(BrokenSelections.all().stream(), servers.all.stream()).toList();
  }

  private void add(String clause, String fault, Backend backend, Middleware middleware) {
    all.add(Mutant.of(clause, fault, middleware).with(backend));
  }

  /** Faults of one of several. */
  private void members() {
    add(
        "getUsageReportExport/state/totals",
        "the second cost center has no rows",
        Backend.MUCH_USAGE_OWN,
        (request, origin) ->
            isRowsOf(request, SECOND_CENTER)
                ? items(origin.send(request), ArrayNode::removeAll)
                : origin.send(request));
    add(
        "getUsageReport/selects/cost_center_id",
        "the second cost center has another's rows",
        Backend.MUCH_USAGE_OWN,
        (request, origin) ->
            origin.send(
                isRowsOf(request, SECOND_CENTER)
                    ? request.withQuery("cost_center_id", Backends.CENTER)
                    : request));
    add(
        "getUsageReportExport/state/totals",
        "a month of a cost center is its whole year",
        Backend.MUCH_USAGE_OWN,
        (request, origin) ->
            origin.send(
                request.queryValue("cost_center_id").isPresent()
                    ? request.withoutQuery("month")
                    : request));
    add(
        "addResourcesToCostCenter/state/each",
        "the second cost center adds nobody",
        Backend.OWN,
        (request, origin) -> {
          boolean second = request.path().contains(SECOND_CENTER + "/resource");
          return origin.send(
              second && request.method().equals("POST")
                  ? request.withBody("{\"users\":[]}")
                  : request);
        });
    add(
        "getUsageReportExport/state/listed",
        "the second export is 404",
        Backend.OWN,
        (request, origin) ->
            request.path().endsWith(SECOND_EXPORT)
                ? ProxiedResponse.error(404)
                : origin.send(request));
    add(
        "createUsageReportExport/state/another",
        "a request repeated gives the same id",
        Backend.OWN,
        remembering(request -> isExport(request, "POST"), ProxiedRequest::text));
    add(
        "addResourcesToCostCenter/state/number",
        "two users are added and one arrives",
        Backend.OWN,
        naming("POST", 2, 3, users -> users.remove(users.size() - 1)));
    add(
        "addResourcesToCostCenter/state/number",
        "the last of many users doesn't arrive",
        Backend.OWN,
        naming("POST", 40, 50, users -> users.remove(users.size() - 1)));
    add(
        "removeResourcesFromCostCenter/state/number",
        "many users are removed and one stays",
        Backend.OWN,
        naming("DELETE", 40, 49, users -> users.remove(users.size() - 1)));
    add(
        "addResourcesToCostCenter/state/namesakes",
        "members are kept by their name alone",
        Backend.OWN,
        (request, origin) -> {
          if (request.path().endsWith("/resource")
              && request.method().equals("POST")
              && request.json() instanceof ObjectNode body) {
            ObjectNode namesakes = body.objectNode();
            for (String kind :
                List.of("users", "organizations", "repositories", "enterprise_teams")) {
              body.forEach(names -> namesakes.withArrayProperty(kind).addAll((ArrayNode) names));
            }
            origin.send(request.withMethod("DELETE").withBody(namesakes.toString()));
          }
          return origin.send(request);
        });
    add(
        "removeResourcesFromCostCenter/state/number",
        "those go as well whose names begin with the removed one's",
        Backend.OWN,
        (request, origin) ->
            origin.send(
                request.method().equals("DELETE")
                        && request.text().contains("\"ghbilling-member-1\"")
                    ? request.withBody(
                        "{\"users\":[\"ghbilling-member-1\",\"ghbilling-member-10\"]}")
                    : request));
  }

  /** Faults that come and go. */
  private void sometimes() {
    AtomicInteger requests = new AtomicInteger();
    add(
        "getUsageReport/content-type",
        "each seventh response is a page with 200",
        Backend.OWN,
        (request, origin) -> {
          ProxiedResponse response = origin.send(request);
          return requests.incrementAndGet() % 7 == 0 && response.isSuccessful()
              ? page(response)
              : response;
        });
    add(
        "getUsageReportExport/state/brings",
        "a poll shows the files of an export that is still processed",
        Backend.OWN,
        exports(
            body -> body.put("status", "processing").putArray("download_urls").add("https://x/1")));
    add(
        "getUsageReportExport/state/progress",
        "an export is never completed",
        Backend.OWN,
        exports(body -> body.put("status", "processing").remove("download_urls")));
  }

  /** Faults of caches. */
  private void caches() {
    add(
        "listCostCenters/conditional/changed",
        "an ETag that never changes",
        Backend.OWN,
        (request, origin) -> {
          String tag = "\"" + request.path().hashCode() + "\"";
          if (!request.method().equals("GET")) {
            return origin.send(request);
          }
          return tag.equals(request.headers().get("If-None-Match"))
              ? new ProxiedResponse(
                  304, Map.of("ETag", tag), new byte[0], ProxiedResponse.Ending.COMPLETE)
              : origin.send(request).withHeader("ETag", tag);
        });
    add(
        "listCostCenters/conditional/tags",
        "an ETag that is the length of the response",
        Backend.OWN,
        (request, origin) -> {
          ProxiedResponse response = origin.send(request);
          return isListOfCenters(request)
              ? response.withHeader("ETag", "\"%d\"".formatted(response.body().length))
              : response;
        });
    add(
        "getUsageReport/authentication/invalid",
        "a cache that has one token's responses for every token",
        Backend.OWN,
        remembering(
            request ->
                request.method().equals("GET")
                    && request.headers().getOrDefault("Authorization", "").startsWith("Bearer "),
            ProxiedRequest::query));
    add(
        "getUsageReport/header/X-GitHub-Api-Version/enum",
        "a cache that has one version's responses for every version",
        Backend.OWN,
        remembering(request -> request.method().equals("GET"), ProxiedRequest::query));
    add(
        "getActionsBilling/conditional",
        "304 for every tag",
        Backend.OWN,
        (request, origin) ->
            request.headers().containsKey("If-None-Match")
                ? new ProxiedResponse(304, Map.of(), new byte[0], ProxiedResponse.Ending.COMPLETE)
                : origin.send(request));
    add(
        "getActionsBilling/authentication/cached",
        "304 for every token",
        Backend.OWN,
        (request, origin) ->
            origin.send(
                request.headers().containsKey("If-None-Match") ? withToken(request) : request));
    add(
        "listCostCenters/state/fresh",
        "a filtered list that stays as it was",
        Backend.OWN,
        remembering(
            request -> isListOfCenters(request) && !request.query().isEmpty(),
            ProxiedRequest::query));
    add(
        "listCostCenters/state/fresh",
        "a list that stays as it was",
        Backend.OWN,
        remembering(BrokenServers::isListOfCenters, ProxiedRequest::query));
  }

  /** Faults of who may send requests. */
  private void access() {
    add(
        "getActionsBilling/authentication/invalid",
        "any token will do",
        Backend.OWN,
        authorizing("Bearer .+"));
    add(
        "getActionsBilling/authentication/malformed",
        "a token without a scheme will do",
        Backend.OWN,
        authorizing("[^ ]+"));
    add(
        "getAdvancedSecurityCommitters/authentication/scheme",
        "any password will do",
        Backend.OWN,
        authorizing("Basic .+"));
  }

  private static Middleware authorizing(String header) {
    return (request, origin) ->
        origin.send(
            request.headers().getOrDefault("Authorization", "").matches(header)
                ? withToken(request)
                : request);
  }

  private static ProxiedRequest withToken(ProxiedRequest request) {
    return request.withHeader("Authorization", "Bearer " + CommandRun.TOKEN);
  }

  /** Faults of downloads. */
  private void files() {
    add(
        "getUsageReportExport/state/download",
        "a download is a login page with 200",
        Backend.MUCH_USAGE_OWN,
        Downloads.changing(file -> page(file)));
    add(
        "getUsageReportExport/state/download",
        "a download is cut after 64 bytes",
        Backend.MUCH_USAGE_OWN,
        Downloads.changing(file -> file.withBody(Arrays.copyOf(file.body(), 64))));
    add(
        "getUsageReportExport/state/download",
        "a download is compressed and doesn't say so",
        Backend.MUCH_USAGE_OWN,
        Downloads.changing(file -> file.gzipped().withoutHeader("Content-Encoding")));
    add(
        "getUsageReportExport/state/totals",
        "a download has a row twice",
        Backend.MUCH_USAGE_OWN,
        Downloads.changingText(text -> text.replaceFirst("(\r\n.*\r\n)", "$1$1")));
    add(
        "getUsageReportExport/state/totals",
        "a download lacks the last row",
        Backend.MUCH_USAGE_OWN,
        Downloads.changingText(
            text -> text.substring(0, text.lastIndexOf("\r\n", text.length() - 3) + 2)));
    add(
        "getUsageReportExport/state/totals",
        "a download has other amounts",
        Backend.MUCH_USAGE_OWN,
        Downloads.changingText(text -> text.replace("\"0\",\"", "\"0.01\",\"")));
    add(
        "getUsageReportExport/state/totals",
        "a download has rows of other days",
        Backend.MUCH_USAGE_OWN,
        Downloads.changingText(text -> text.replace("2025-", "2022-")));
  }

  /** Faults of what goes over the wire. */
  private void bytes() {
    add(
        "getUsageReport/encoding",
        "a byte order mark before JSON",
        Backend.OWN,
        json(
            response ->
                response.withBody("\uFEFF" + new String(response.body(), StandardCharsets.UTF_8))));
    add(
        "getUsageReport/encoding",
        "JSON in UTF-16",
        Backend.OWN,
        json(
            response ->
                response.withBody(
                    new String(response.body(), StandardCharsets.UTF_8)
                        .getBytes(StandardCharsets.UTF_16BE))));
    add(
        "getUsageReport/header/accept-encoding",
        "gzip that isn't labelled",
        Backend.OWN,
        (request, origin) -> {
          ProxiedResponse response = origin.send(request);
          return request.headers().getOrDefault("Accept-Encoding", "").contains("gzip")
              ? response.gzipped().withoutHeader("Content-Encoding")
              : response;
        });
    add(
        "getUsageReport/schema",
        "a property twice",
        Backend.OWN,
        json(
            response ->
                response.withBody(
                    new String(response.body(), StandardCharsets.UTF_8)
                        .replaceFirst("\\{", "{\"usageItems\":[],"))));
    add(
        "getUsageReport/head",
        "HEAD with another length",
        Backend.OWN,
        (request, origin) -> {
          ProxiedResponse response = origin.send(request);
          return request.method().equals("HEAD")
              ? response.withHeader("Content-Length", "7")
              : response;
        });
  }

  private static Middleware json(UnaryOperator<ProxiedResponse> change) {
    return (request, origin) -> {
      ProxiedResponse response = origin.send(request);
      return request.path().endsWith(USAGE) && response.isSuccessful() && response.body().length > 0
          ? change.apply(response)
          : response;
    };
  }

  private static boolean isRowsOf(ProxiedRequest request, String center) {
    return request.path().endsWith(USAGE)
        && request.queryValue("cost_center_id").filter(center::equals).isPresent();
  }

  private static boolean isExport(ProxiedRequest request, String method) {
    return request.path().endsWith(REPORTS) && request.method().equals(method);
  }

  private static boolean isListOfCenters(ProxiedRequest request) {
    return request.path().endsWith(CENTERS) && request.method().equals("GET");
  }

  private static ProxiedResponse page(ProxiedResponse response) {
    return response.withHeader("Content-Type", "text/html").withBody(SIGN_IN);
  }

  /** Responds to the same request as it did the first time. */
  private static Middleware remembering(
      Predicate<ProxiedRequest> concerned, Function<ProxiedRequest, String> key) {
    Map<String, ProxiedResponse> first = new ConcurrentHashMap<>();
    return (request, origin) -> {
      String same = request.path() + " " + key.apply(request);
      ProxiedResponse known = first.get(same);
      if (known != null && concerned.test(request)) {
        return known;
      }
      ProxiedResponse response = origin.send(request);
      if (concerned.test(request) && response.isSuccessful()) {
        first.put(same, response);
      }
      return response;
    };
  }

  /** Changes requests that name so many users. */
  private static Middleware naming(String method, int least, int most, Consumer<ArrayNode> change) {
    return (request, origin) -> {
      if (!request.path().endsWith("/resource") || !request.method().equals(method)) {
        return origin.send(request);
      }
      JsonNode body = request.json();
      if (body.path("users") instanceof ArrayNode users
          && users.size() >= least
          && users.size() <= most) {
        change.accept(users);
        return origin.send(request.withBody(body.toString()));
      }
      return origin.send(request);
    };
  }

  private static Middleware exports(Consumer<ObjectNode> change) {
    return (request, origin) -> {
      ProxiedResponse response = origin.send(request);
      boolean created =
          request.path().matches(".*/reports/[^/]+")
              && response.isSuccessful()
              && !response.json().path("created_at").asText().startsWith("2024");
      return created ? response.editJson(change) : response;
    };
  }

  /** Changes the items of successful usage reports that are asked for in a way. */
  static Middleware usage(Predicate<ProxiedRequest> concerned, Consumer<ArrayNode> change) {
    return (request, origin) -> {
      ProxiedResponse response = origin.send(request);
      return request.path().endsWith(USAGE) && response.isSuccessful() && concerned.test(request)
          ? items(response, change)
          : response;
    };
  }

  private static ProxiedResponse items(ProxiedResponse response, Consumer<ArrayNode> change) {
    return response.editJson(
        body -> {
          if (body.path("usageItems") instanceof ArrayNode items) {
            change.accept(items);
          }
        });
  }
}
