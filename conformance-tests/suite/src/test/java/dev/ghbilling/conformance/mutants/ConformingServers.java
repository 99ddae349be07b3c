package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.CommandRun;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.Middleware.Origin;
import dev.ghbilling.conformance.fixture.ProxiedRequest;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Servers that conform, though their responses differ from the examples. */
final class ConformingServers {
  static final String FORBIDDEN_ENTERPRISE = "403 for an unknown enterprise";
  static final String HIDDEN_WITHOUT_TOKEN = "404 without a token, unless 401 is listed";
  static final String WITHOUT_DEPRECATED = "deprecated parameters are ignored";
  static final String STRICT_MEDIA_TYPE = "406 unless a listed media type is asked for";

  private static final String VERSION = "X-GitHub-Api-Version";
  private static final Contract CONTRACT = Contract.bundled();
  private static final YearMonth OLDEST = YearMonth.of(2024, 4);
  private static final BigDecimal FRACTION = new BigDecimal("0.580126");

  private ConformingServers() {}

  /** Returns the servers by their difference. */
  static Map<String, Middleware> all() {
    Map<String, Middleware> servers = new LinkedHashMap<>();
    bodies(servers);
    headers(servers);
    rejections(servers);
    today(servers);
    servers.replaceAll(
        (difference, server) -> (request, origin) -> server.handle(request.normalized(), origin));
    servers.put("as documented", Middleware.passThrough());
    return servers;
  }

  private static void bodies(Map<String, Middleware> servers) {
    servers.put(
        "undocumented properties",
        objects(any -> true, body -> body.put("later", "x").putNull("x")));
    servers.put("keys in another order", objects(any -> true, ConformingServers::reverse));
    servers.put("indented", json(response -> response.withBody(response.json().toPrettyString())));
    Set<String> centers = ConcurrentHashMap.newKeySet();
    servers.put(
        "other resources of cost centers",
        (request, origin) -> {
          if (isListOfCenters(request) && centers.isEmpty()) {
            centers.addAll(Contract.ids(origin.send(request).json()));
            for (String center : centers) {
              origin.send(addingOthers(request, center));
            }
          }
          return withoutAnnouncement(origin.send(request));
        });
    servers.put(
        "unknown values of enumerations",
        (request, origin) -> {
          ProxiedResponse response = origin.send(request);
          boolean shown = request.path().contains("/reports") && request.method().equals("GET");
          return shown
              ? withoutAnnouncement(
                  response.editJson(
                      body ->
                          body.findParents("report_type").forEach(ConformingServers::makeUnknown)))
              : response;
        });
    servers.put(
        "no export before the run",
        (request, origin) -> {
          ProxiedResponse response = origin.send(request);
          return request.path().endsWith("/reports") && request.method().equals("GET")
              ? withoutAnnouncement(response.editJson(ConformingServers::withoutDocumented))
              : response;
        });
    servers.put("users ordered by login, percentages rounded", ConformingServers::usersByLogin);
    servers.put(
        "a queue before the processing",
        objects(
            body -> body.path("status").asText().equals("processing"),
            body -> body.put("status", "queued")));
    servers.put(
        "a user only where the scope is one",
        objects(
            body -> body.has("user") && !body.path("budget_scope").asText("user").equals("user"),
            body -> body.remove("user")));
    servers.put(
        "fractional quantities",
        Downloads.changing(
            ConformingServers::fractional,
            objects(body -> body.has("sku"), ConformingServers::fractional)));
    servers.put(
        "fractional minutes",
        objects(
            body -> body.has("total_minutes_used"),
            body ->
                body.put("total_minutes_used", new BigDecimal("305.50"))
                    .withObjectProperty("minutes_used_breakdown")
                    .put("ubuntu_4_core", new BigDecimal("0.5"))
                    .put("total", new BigDecimal("305.5"))));
    servers.put(
        "times of day in dates",
        objects(
            body -> body.has("sku") && body.has("date"),
            body -> body.put("date", body.path("date").asText() + "T13:14:15Z")));
    servers.put(
        "dates in another time zone",
        objects(
            body -> body.has("sku") && body.has("date"),
            body ->
                body.put(
                    "date",
                    LocalDate.parse(body.path("date").asText().substring(0, 10)).minusDays(1)
                        + "T23:30:00-02:00")));
    servers.put(
        "blank and absent names",
        objects(
            body -> body.has("sku"),
            body -> body.put("repositoryName", "").remove("organizationName")));
    servers.put(
        "another product vocabulary",
        objects(
            body -> body.has("sku"),
            body ->
                body.put(
                        "sku", body.path("sku").asText().toLowerCase(Locale.ROOT).replace(' ', '_'))
                    .put("unitType", body.path("unitType").asText().toUpperCase(Locale.ROOT))));
    Middleware empty =
        json(
            response ->
                response.editJson(
                    body -> {
                      if (body.has("usageItems")) {
                        body.putArray("usageItems");
                      }
                      if (body.has("repositories")) {
                        body.putArray("repositories");
                        body.put("total_count", 0).put("total_advanced_security_committers", 0);
                      }
                    }));
    servers.put(
        "empty lists", (request, origin) -> empty.handle(request, origin).withoutHeader("Link"));
  }

  /** Servers that do what GitHub or a gateway before it does today, or may do. */
  private static void today(Map<String, Middleware> servers) {
    servers.put(
        WITHOUT_DEPRECATED,
        (request, origin) -> withoutAnnouncement(origin.send(withoutDeprecated(request))));
    servers.put("rows in another order", reversed("usageItems"));
    servers.put("cost centers in another order", reversed("costCenters"));
    servers.put("exports in another order", reversed("usage_report_exports"));
    AtomicInteger responses = new AtomicInteger();
    servers.put(
        "weak ETags of bytes that differ",
        json(
            response ->
                responses.incrementAndGet() % 2 == 0
                    ? response
                    : response.withBody(
                        " " + new String(response.body(), StandardCharsets.UTF_8))));
    servers.put(
        "strong ETags",
        any(
            response ->
                response
                    .header("ETag")
                    .map(tag -> response.withHeader("ETag", tag.replaceFirst("^W/", "")))
                    .orElse(response)));
    servers.put(
        "ETags of some responses",
        any(
            response ->
                responses.incrementAndGet() % 2 == 0 ? response : response.withoutHeader("ETag")));
    servers.put("no limits", any(ConformingServers::withoutLimits));
    servers.put(
        "404 beyond the last page",
        (request, origin) -> {
          ProxiedResponse response = origin.send(request);
          boolean later = !request.queryValue("page").orElse("1").equals("1");
          return later && response.isSuccessful() && isEmptyPage(response)
              ? ProxiedResponse.error(404)
              : response;
        });
    servers.put(
        "sums of binary floating point",
        (request, origin) -> {
          ProxiedResponse response = origin.send(request);
          return isSum(request) && response.isSuccessful()
              ? withoutAnnouncement(
                  response.editJson(body -> walk(body, any -> true, ConformingServers::addNoise)))
              : response;
        });
    servers.put(
        "numbers of its own in rows",
        objects(body -> body.has("sku"), body -> body.put("averageAmount", FRACTION)));
    Middleware wholeFiles = Downloads.changing(text -> text, json(response -> response));
    servers.put(
        "no parts of files",
        (request, origin) ->
            wholeFiles.handle(request.withoutHeader("Range").withoutHeader("If-Range"), origin));
    servers.put(
        "trailing zeros", objects(body -> body.has("sku"), ConformingServers::addTrailingZeros));
    servers.put(
        "escapes in JSON",
        json(
            response ->
                response.withBody(
                    new String(response.body(), StandardCharsets.UTF_8)
                        .replace("/", "\\/")
                        .replace("\"octo", "\"\\u006fcto"))));
    servers.put(
        "white space around JSON",
        json(
            response ->
                response.withBody(
                    "\r\n\t " + new String(response.body(), StandardCharsets.UTF_8) + "\n\n")));
    servers.put(
        "a challenge with each 401",
        any(
            response ->
                response.status() == 401
                    ? response.withHeader("WWW-Authenticate", "Bearer realm=\"GitHub\"")
                    : response));
  }

  private static ProxiedRequest withoutDeprecated(ProxiedRequest request) {
    ProxiedRequest left = request;
    for (Operation operation : CONTRACT.operations()) {
      for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
        boolean dropped = parameter.isDeprecated() && request.hasPathOf(operation);
        left = dropped ? left.withoutQuery(parameter.name()) : left;
      }
    }
    return left;
  }

  private static Middleware reversed(String list) {
    return objects(
        body -> body.path(list).isArray(),
        body -> {
          List<JsonNode> items = new ArrayList<>(body.path(list).valueStream().toList());
          Collections.reverse(items);
          body.putArray(list).addAll(items);
        });
  }

  private static ProxiedResponse withoutLimits(ProxiedResponse response) {
    ProxiedResponse changed = response;
    for (String name : response.headers().keySet()) {
      if (name.toLowerCase(Locale.ROOT).startsWith("x-ratelimit-")) {
        changed = changed.withoutHeader(name);
      }
    }
    return changed;
  }

  private static boolean isEmptyPage(ProxiedResponse response) {
    return response.json().valueStream().anyMatch(value -> value.isArray() && value.isEmpty());
  }

  private static boolean isSum(ProxiedRequest request) {
    return CONTRACT.operations().stream()
        .anyMatch(operation -> operation.sums().isPresent() && request.matches(operation));
  }

  /** Adds what a sum in binary floating point may be wrong by; prices are no sums. */
  private static void addNoise(ObjectNode item) {
    for (String name : keys(item)) {
      if (name.endsWith("Amount") || name.endsWith("Quantity")) {
        BigDecimal value = item.path(name).decimalValue();
        item.put(name, value.add(value.movePointLeft(15)));
      }
    }
  }

  private static void addTrailingZeros(ObjectNode item) {
    for (String name : keys(item)) {
      if (item.path(name).isNumber()) {
        BigDecimal value = item.path(name).decimalValue();
        item.put(name, value.setScale(Math.max(value.scale(), 0) + 2));
      }
    }
  }

  /** Tells whether a request may create something that a server can have only once. */
  private static boolean creates(ProxiedRequest request) {
    return isAuthorized(request)
        && CONTRACT.operations().stream()
            .filter(request::matches)
            .filter(operation -> operation.responses().containsKey(409))
            .flatMap(operation -> operation.resource().stream())
            .anyMatch(resource -> resource.does() == Action.CREATE);
  }

  private static boolean isListOfCenters(ProxiedRequest request) {
    return request.path().endsWith("/cost-centers") && request.method().equals("GET");
  }

  private static ProxiedRequest addingOthers(ProxiedRequest list, String center) {
    return list.withMethod("POST")
        .withPath("%s/%s/resource".formatted(list.path(), center))
        .withBody(
            "{\"enterprise_teams\":[\"team of %1$s\"],\"repositories\":[\"octo/%1$s\"]}"
                .formatted(center));
  }

  /** Gives the documented exports, not those of the run, values that the contract doesn't have. */
  private static void makeUnknown(JsonNode export) {
    if (!export.path("created_at").asText().startsWith("2026")) {
      ((ObjectNode) export).put("status", "expired").put("report_type", "ai_credit");
    }
  }

  private static void withoutDocumented(ObjectNode body) {
    if (body.path("usage_report_exports") instanceof ArrayNode exports) {
      List<JsonNode> later =
          exports
              .valueStream()
              .filter(export -> export.path("created_at").asText().startsWith("2026"))
              .toList();
      exports.removeAll().addAll(later);
    }
  }

  private static void headers(Map<String, Middleware> servers) {
    servers.put("undocumented headers", any(response -> response.withHeader("X-More", "1")));
    servers.put(
        "GitHub's media type",
        any(response -> typed(response, "application/vnd.github+json; charset=utf-8")));
    servers.put(
        "media type in capitals",
        any(response -> typed(response, "Application/JSON;charset=\"UTF-8\"")));
    servers.put(
        "compressed unless that is refused",
        (request, origin) -> {
          ProxiedResponse response = withoutAnnouncement(origin.send(request));
          boolean refused =
              request.headers().getOrDefault("Accept-Encoding", "").contains("gzip;q=0");
          return refused ? response : response.gzipped();
        });
    servers.put("chunked", any(response -> response.withEnding(ProxiedResponse.Ending.CHUNKED)));
    servers.put("no ETag", any(response -> response.withoutHeader("ETag")));
    servers.put(
        "Link in another order",
        any(
            response ->
                response
                    .header("Link")
                    .map(link -> response.withHeader("Link", reordered(link)))
                    .orElse(response)));
    servers.put(
        "a rate limit that is nearly used up",
        any(response -> response.withHeader("X-RateLimit-Remaining", "1")));
    servers.put(
        "Content-Encoding of responses without a body",
        any(
            response ->
                response.body().length == 0
                    ? response.withHeader("Content-Encoding", "gzip")
                    : response));
    servers.put(
        "no HEAD",
        (request, origin) ->
            request.method().equals("HEAD")
                ? ProxiedResponse.error(405).withHeader("Allow", "GET, POST, DELETE")
                : origin.send(request));
  }

  /** Returns an error with another status, also in its body. */
  private static ProxiedResponse refusing(ProxiedResponse error, int status) {
    return error.withStatus(status).editJson(body -> body.put("status", Integer.toString(status)));
  }

  private static void rejections(Map<String, Middleware> servers) {
    Set<String> created = ConcurrentHashMap.newKeySet();
    servers.put(
        "409 for what was created before",
        (request, origin) -> {
          String key = request.path() + " " + request.text();
          if (creates(request) && created.contains(key)) {
            return ProxiedResponse.error(409);
          }
          ProxiedResponse response = origin.send(request);
          if (creates(request) && response.isSuccessful()) {
            created.add(key);
          } else if (request.method().equals("DELETE") && response.isSuccessful()) {
            created.clear();
          }
          return response;
        });
    servers.put(
        "400 for a malformed id",
        (request, origin) ->
            request.path().endsWith("/not-one") || request.path().contains("%25")
                ? ProxiedResponse.error(400)
                : origin.send(request));
    servers.put(
        "422 for 400, unless that is for the version",
        any(
            response ->
                response.status() != 400
                        || response.json().findValuesAsText("field").contains(VERSION)
                    ? response
                    : refusing(response, 422)));
    servers.put(
        "404 for 405",
        any(response -> response.status() == 405 ? refusing(response, 404) : response));
    servers.put(
        FORBIDDEN_ENTERPRISE,
        (request, origin) -> {
          ProxiedResponse response = origin.send(request);
          return request.path().contains("/no-such-sl") ? refusing(response, 403) : response;
        });
    servers.put(
        HIDDEN_WITHOUT_TOKEN,
        (request, origin) -> {
          ProxiedResponse response = origin.send(request);
          return response.status() == 401 && !lists401(request)
              ? refusing(response, 404)
              : response;
        });
    servers.put(
        STRICT_MEDIA_TYPE,
        (request, origin) ->
            request
                    .headers()
                    .getOrDefault("Accept", "*/*")
                    .matches("(?i).*(application/(json|\\*)|\\*/\\*).*")
                ? origin.send(request)
                : ProxiedResponse.error(406));
    servers.put(
        "411 for a body in chunks",
        (request, origin) ->
            request.headers().containsKey("Transfer-Encoding")
                ? ProxiedResponse.error(411)
                : origin.send(request));
    servers.put(
        "410 for a version that was retired",
        (request, origin) ->
            "2026-03-10".equals(request.headers().get(VERSION))
                ? ProxiedResponse.error(410)
                : origin.send(request));
    servers.put(
        "422 for what depends on something else",
        (request, origin) -> {
          boolean depends =
              request.method().equals("PATCH")
                  && Set.of("budget_scope", "budget_type", "budget_entity_name", "user").stream()
                      .anyMatch(request.json()::has);
          boolean unknown = request.method().equals("POST") && request.text().contains("org-name/");
          return depends || unknown ? ProxiedResponse.error(422) : origin.send(request);
        });
    AtomicInteger writes = new AtomicInteger();
    servers.put(
        "429 for a second write at a time",
        (request, origin) -> {
          if (request.method().equals("GET")) {
            return origin.send(request);
          }
          try {
            return writes.incrementAndGet() > 1 ? ProxiedResponse.error(429) : origin.send(request);
          } finally {
            writes.decrementAndGet();
          }
        });
    servers.put(
        "400 for what is older than the last 24 months",
        (request, origin) ->
            isTooOld(request) && origin.send(request).isSuccessful()
                ? ProxiedResponse.error(400)
                : origin.send(request));
    servers.put(
        "422 for budgets of users that go on, or are of other products",
        (request, origin) ->
            isRefusedBudget(request, origin) ? ProxiedResponse.error(422) : origin.send(request));
    servers.put(
        "409 for the name of another active cost center",
        (request, origin) ->
            isNameOfAnother(request, origin) ? ProxiedResponse.error(409) : origin.send(request));
    Set<String> deleted = ConcurrentHashMap.newKeySet();
    servers.put(
        "404 for changes of deleted cost centers",
        (request, origin) -> {
          boolean center = request.path().matches(".*/cost-centers/[^/]+(/resource)?");
          String id = request.path().replaceFirst(".*/cost-centers/", "").replace("/resource", "");
          if (center && !request.method().equals("GET") && deleted.contains(id)) {
            return ProxiedResponse.error(404);
          }
          ProxiedResponse response = origin.send(request);
          if (center
              && request.method().equals("DELETE")
              && response.isSuccessful()
              && !request.path().endsWith("/resource")) {
            deleted.add(id);
          }
          return response;
        });
    servers.put(
        "422 for a long name, 400 for a member that is named twice",
        (request, origin) -> {
          boolean twice =
              request.path().endsWith("/resource")
                  && request
                      .json()
                      .valueStream()
                      .anyMatch(
                          names -> names.size() > Set.copyOf(names.valueStream().toList()).size());
          return request.method().equals("PATCH")
                  && request.json().path("name").asText().length() > 255
              ? ProxiedResponse.error(422)
              : twice && isAuthorized(request) ? ProxiedResponse.error(400) : origin.send(request);
        });
    servers.put(
        "400 for more than 50 resources of all kinds",
        (request, origin) -> {
          long named =
              request.json().valueStream().filter(JsonNode::isArray).mapToInt(JsonNode::size).sum();
          return request.path().endsWith("/resource") && named > 50 && isAuthorized(request)
              ? ProxiedResponse.error(400)
              : origin.send(request);
        });
    servers.put(
        "404 for 403",
        any(response -> response.status() == 403 ? refusing(response, 404) : response));
    servers.put(
        "errors with a message only",
        any(
            response ->
                response.status() >= 400
                    ? response.editJson(body -> body.retain("message"))
                    : response));
    servers.put(
        "errors as problem details",
        any(
            response ->
                response.status() >= 400
                    ? response.withHeader("Content-Type", "application/problem+json")
                    : response));
  }

  /** Tells whether sums are asked for that are older than 24 months in March 2026. */
  private static boolean isTooOld(ProxiedRequest request) {
    String year = request.queryValue("year").orElse("");
    String month = request.queryValue("month").orElse("");
    return request.path().matches(".*/(usage/summary|ai_credit/usage|premium_request/usage)")
        && year.matches("[0-9]{4}")
        && month.matches("[1-9]|1[0-2]")
        && YearMonth.of(Integer.parseInt(year), Integer.parseInt(month)).isBefore(OLDEST);
  }

  private static boolean isAuthorized(ProxiedRequest request) {
    return request
        .headers()
        .getOrDefault("Authorization", "")
        .equalsIgnoreCase("Bearer " + CommandRun.TOKEN);
  }

  /** Tells whether a budget would be as the contract's descriptions say that it can't be. */
  private static boolean isRefusedBudget(ProxiedRequest request, Origin origin) throws Exception {
    boolean creates = request.method().equals("POST") && request.path().endsWith("/budgets");
    boolean updates = request.method().equals("PATCH") && request.path().contains("/budgets/");
    if (!(creates || updates)
        || !isAuthorized(request)
        || !(request.json() instanceof ObjectNode body)) {
      return false;
    }
    ProxiedResponse before =
        origin.send(request.withMethod("GET").withBody("").withoutHeader("Content-Type"));
    if (!before.isSuccessful()) {
      return false;
    }
    ObjectNode budget =
        updates ? (ObjectNode) before.json() : ContractJson.MAPPER.createObjectNode();
    budget.setAll(body);
    String scope = budget.path("budget_scope").asText();
    boolean ofUsers = scope.equals("user") || scope.startsWith("multi_user_");
    Set<String> products = Set.of("", "ai_credits", "premium_requests");
    boolean other = !products.contains(budget.path("budget_product_sku").asText(""));
    boolean goesOn = !budget.path("prevent_further_usage").asBoolean(true);
    return (ofUsers && (other || goesOn))
        || (scope.equals("user") && budget.path("user").asText("").isEmpty())
        || (scope.equals("cost_center") && request.path().startsWith("/organizations/"));
  }

  /** Tells whether a cost center would get the name of another one that is active. */
  private static boolean isNameOfAnother(ProxiedRequest request, Origin origin) throws Exception {
    int center = request.path().indexOf("/cost-centers/");
    if (!request.method().equals("PATCH")
        || center < 0
        || !isAuthorized(request)
        || !request.json().path("name").isTextual()) {
      return false;
    }
    String id = request.path().substring(center + "/cost-centers/".length());
    ProxiedResponse list =
        origin.send(
            request
                .withMethod("GET")
                .withPath(request.path().substring(0, center) + "/cost-centers")
                .withBody("")
                .withoutHeader("Content-Type"));
    return list.isSuccessful()
        && list.json()
            .path("costCenters")
            .valueStream()
            .filter(other -> other.path("state").asText().equals("active"))
            .anyMatch(
                other ->
                    other.path("name").equals(request.json().path("name"))
                        && !other.path("id").asText().equals(id));
  }

  /** Selects users by rounded percentages, and orders them by login. */
  private static ProxiedResponse usersByLogin(ProxiedRequest request, Origin origin)
      throws Exception {
    ProxiedResponse response = origin.send(request);
    if (!request.path().endsWith("/user-states") || !response.isSuccessful()) {
      return response;
    }
    ProxiedRequest whole = request.withQuery("per_page", "100");
    for (String name :
        List.of("page", "sort_order", "threshold_lower_bound", "threshold_upper_bound")) {
      whole = whole.withoutQuery(name);
    }
    long lower = number(request, "threshold_lower_bound", Long.MIN_VALUE);
    long upper = number(request, "threshold_upper_bound", Long.MAX_VALUE);
    List<JsonNode> users =
        origin
            .send(whole)
            .json()
            .path("user_states")
            .valueStream()
            .filter(user -> percent(user) >= lower && percent(user) <= upper)
            .collect(Collectors.toCollection(ArrayList::new));
    long order = number(request, "sort_order", -1);
    Comparator<JsonNode> byLogin = Comparator.comparing(user -> user.path("user").asText());
    if (order >= 0) {
      users.sort(order == 1 ? byLogin : byLogin.reversed());
    }
    long size = number(request, "per_page", 30);
    long first = (number(request, "page", 1) - 1) * size;
    return withoutAnnouncement(
        response.editJson(
            body -> {
              body.putArray("user_states").addAll(users.stream().skip(first).limit(size).toList());
              body.put("has_next_page", first + size < users.size());
              body.put("total_count", users.size());
            }));
  }

  private static long percent(JsonNode user) {
    return Math.round(
        100 * user.path("consumed_amount").asDouble() / user.path("target_amount").asDouble());
  }

  private static long number(ProxiedRequest request, String name, long otherwise) {
    return request
        .queryValue(name)
        .filter(text -> text.matches("-?[0-9]+"))
        .map(Long::parseLong)
        .orElse(otherwise);
  }

  private static boolean lists401(ProxiedRequest request) {
    return CONTRACT.operations().stream()
        .anyMatch(
            operation -> request.matches(operation) && operation.responses().containsKey(401));
  }

  private static ProxiedResponse typed(ProxiedResponse response, String type) {
    return isJson(response) ? response.withHeader("Content-Type", type) : response;
  }

  private static Middleware any(UnaryOperator<ProxiedResponse> change) {
    return (request, origin) -> withoutAnnouncement(change.apply(origin.send(request)));
  }

  private static Middleware json(UnaryOperator<ProxiedResponse> change) {
    return any(
        response ->
            response.body().length > 0 && isJson(response) ? change.apply(response) : response);
  }

  /** The properties of the contract that are maps: all of their values have one schema. */
  private static final Set<String> MAPS = maps(CONTRACT);

  private static Set<String> maps(Contract contract) {
    Set<String> maps = new HashSet<>();
    for (JsonNode schema : contract.document().findParents("properties")) {
      for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
        if (property.getValue().isObject()
            && contract.resolve(property.getValue()).has("additionalProperties")) {
          maps.add(property.getKey());
        }
      }
    }
    return maps;
  }

  /** Changes objects at any depth of a response, except maps. */
  private static Middleware objects(Predicate<ObjectNode> condition, Consumer<ObjectNode> change) {
    return json(response -> response.editJson(body -> walk(body, condition, change)));
  }

  /** Announces examples that aren't the documented ones, where some are announced. */
  private static ProxiedResponse withoutAnnouncement(ProxiedResponse response) {
    return response.header("X-Ghbilling-Examples").isPresent()
        ? response.withHeader("X-Ghbilling-Examples", "others")
        : response;
  }

  private static boolean isJson(ProxiedResponse response) {
    return response.header("Content-Type").filter(type -> type.contains("json")).isPresent();
  }

  private static void walk(
      JsonNode node, Predicate<ObjectNode> condition, Consumer<ObjectNode> change) {
    if (node.isArray()) {
      node.forEach(child -> walk(child, condition, change));
    }
    for (Map.Entry<String, JsonNode> property : node.properties()) {
      if (!MAPS.contains(property.getKey())) {
        walk(property.getValue(), condition, change);
      }
    }
    if (node instanceof ObjectNode object && condition.test(object)) {
      change.accept(object);
    }
  }

  private static void reverse(ObjectNode object) {
    List<String> keys = keys(object);
    Collections.reverse(keys);
    for (String key : keys) {
      object.set(key, object.remove(key));
    }
  }

  /** Multiplies quantities and amounts, so that sums stay sums. */
  private static void fractional(ObjectNode item) {
    for (String name : keys(item)) {
      if (item.path(name).isNumber() && !name.startsWith("price")) {
        item.put(name, item.path(name).decimalValue().multiply(FRACTION));
      }
    }
  }

  /** Multiplies the same in a report, whose columns are quoted. */
  private static String fractional(String report) {
    String[] lines = report.split("\r\n", -1);
    List<String> header = List.of(lines[0].split(",", -1));
    for (int i = 1; i < lines.length - 1; i++) {
      String[] values = lines[i].split("\",\"", -1);
      for (String name : List.of("quantity", "gross_amount", "discount_amount", "net_amount")) {
        int column = header.indexOf("\"" + name + "\"");
        values[column] = new BigDecimal(values[column]).multiply(FRACTION).toPlainString();
      }
      lines[i] = String.join("\",\"", values);
    }
    return String.join("\r\n", lines);
  }

  private static List<String> keys(ObjectNode object) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static String reordered(String link) {
    List<String> links = new ArrayList<>(Arrays.asList(link.split(", ", -1)));
    Collections.reverse(links);
    return String.join(",", links).replace("rel=\"next\"", "title=\"on\"; REL=next");
  }
}
