package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/** Servers that answer otherwise than the examples, and conform. */
final class ConformingServers {
  private ConformingServers() {}

  /** The servers, by what is different about them. */
  static Map<String, Way> all() {
    Map<String, Way> servers = new LinkedHashMap<>();
    servers.put("as documented", Way.straight());
    bodies(servers);
    headers(servers);
    refusals(servers);
    return servers;
  }

  private static void bodies(Map<String, Way> servers) {
    servers.put(
        "undocumented properties",
        objects(any -> true, body -> body.put("later", "x").putNull("x")));
    servers.put("keys in another order", objects(any -> true, ConformingServers::reverse));
    servers.put("indented", json(sent -> sent.withBody(sent.json().toPrettyString())));
    servers.put(
        "other resources of cost centers",
        objects(
            body -> body.has("resources"),
            body -> {
              ArrayNode resources = body.withArrayProperty("resources");
              resources.addObject().put("type", "Team").put("name", "everybody");
              resources.addObject().put("type", "Repo").put("name", "octo/cat");
            }));
    servers.put(
        "unknown values of enumerations",
        (asked, origin) -> {
          Sent sent = origin.send(asked);
          boolean list = asked.path().endsWith("/reports") && asked.method().equals("GET");
          return list
              ? other(
                  sent.changing(
                      body ->
                          body.path("usage_report_exports")
                              .forEach(
                                  export -> {
                                    if (!export.path("status").asText().equals("completed")) {
                                      ((ObjectNode) export)
                                          .put("status", "failed")
                                          .put("report_type", "ai_credit");
                                    }
                                  })))
              : sent;
        });
    servers.put(
        "no export before the run",
        (asked, origin) -> {
          Sent sent = origin.send(asked);
          return asked.path().endsWith("/reports") && asked.method().equals("GET")
              ? other(sent.changing(ConformingServers::withoutDocumented))
              : sent;
        });
    servers.put(
        "a queue before the processing",
        objects(
            body -> body.path("status").asText().equals("processing"),
            body -> body.put("status", "queued")));
    servers.put(
        "fractional quantities", objects(body -> body.has("sku"), ConformingServers::fractions));
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
            body -> body.has("sku"),
            body -> body.put("date", body.path("date").asText() + "T13:14:15Z")));
    servers.put(
        "blank and absent names",
        objects(
            body -> body.has("sku"),
            body -> body.put("repositoryName", "").remove("organizationName")));
    servers.put(
        "another product vocabulary",
        objects(
            body -> body.has("sku"),
            body -> body.put("sku", "actions_linux").put("unitType", "GigabyteHours")));
    servers.put(
        "empty lists",
        json(
            sent ->
                sent.changing(
                    body -> {
                      if (body.has("usageItems")) {
                        body.putArray("usageItems");
                      }
                      if (body.has("repositories")) {
                        body.putArray("repositories");
                        body.put("total_count", 0).put("total_advanced_security_committers", 0);
                      }
                    })));
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

  private static void headers(Map<String, Way> servers) {
    servers.put("undocumented headers", any(sent -> sent.withHeader("X-More", "1")));
    servers.put(
        "GitHub's media type",
        any(sent -> typed(sent, "application/vnd.github+json; charset=utf-8")));
    servers.put(
        "media type in capitals", any(sent -> typed(sent, "Application/JSON;charset=\"UTF-8\"")));
    servers.put("compressed", any(ConformingServers::gzip));
    servers.put("chunked", any(sent -> sent.ending(Sent.Ending.CHUNKED)));
    servers.put("no ETag", any(sent -> sent.withoutHeader("ETag")));
    servers.put(
        "Link in another order",
        any(
            sent ->
                sent.header("Link")
                    .map(link -> sent.withHeader("Link", reordered(link)))
                    .orElse(sent)));
    servers.put(
        "a rate limit that is nearly used up",
        any(sent -> sent.withHeader("X-RateLimit-Remaining", "1")));
    servers.put(
        "no HEAD",
        (asked, origin) ->
            asked.method().equals("HEAD")
                ? Sent.error(405).withHeader("Allow", "GET, POST, DELETE")
                : origin.send(asked));
  }

  private static void refusals(Map<String, Way> servers) {
    servers.put(
        "400 for a malformed id",
        (asked, origin) ->
            asked.path().endsWith("/not-one") ? Sent.error(400) : origin.send(asked));
    servers.put("422 for 400", any(sent -> sent.status() == 400 ? sent.withStatus(422) : sent));
    servers.put("404 for 405", any(sent -> sent.status() == 405 ? sent.withStatus(404) : sent));
    servers.put("404 for 403", any(sent -> sent.status() == 403 ? sent.withStatus(404) : sent));
    servers.put(
        "errors with a message only",
        any(sent -> sent.status() >= 400 ? sent.changing(body -> body.retain("message")) : sent));
    servers.put(
        "errors as problem details",
        any(
            sent ->
                sent.status() >= 400
                    ? sent.withHeader("Content-Type", "application/problem+json")
                    : sent));
  }

  private static Sent typed(Sent sent, String type) {
    return isJson(sent) ? sent.withHeader("Content-Type", type) : sent;
  }

  private static Way any(UnaryOperator<Sent> change) {
    return (asked, origin) -> other(change.apply(origin.send(asked)));
  }

  private static Way json(UnaryOperator<Sent> change) {
    return any(sent -> sent.body().length > 0 && isJson(sent) ? change.apply(sent) : sent);
  }

  /** Changes objects, however deep in an answer. */
  private static Way objects(Predicate<ObjectNode> which, Consumer<ObjectNode> change) {
    return json(sent -> sent.changing(body -> walk(body, which, change)));
  }

  /** No longer the documented examples. */
  private static Sent other(Sent sent) {
    return sent.withoutHeader("X-Ghbilling-Examples");
  }

  private static boolean isJson(Sent sent) {
    return sent.header("Content-Type").filter(type -> type.contains("json")).isPresent();
  }

  private static void walk(
      JsonNode node, Predicate<ObjectNode> which, Consumer<ObjectNode> change) {
    node.forEach(child -> walk(child, which, change));
    if (node instanceof ObjectNode object && which.test(object)) {
      change.accept(object);
    }
  }

  private static void reverse(ObjectNode object) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    Collections.reverse(keys);
    for (String key : keys) {
      object.set(key, object.remove(key));
    }
  }

  private static void fractions(ObjectNode item) {
    item.put("quantity", new BigDecimal("5.801260062"))
        .put("grossAmount", new BigDecimal("0.0000940860"))
        .put("netAmount", new BigDecimal("0.000094"));
  }

  private static Sent gzip(Sent sent) {
    if (sent.body().length == 0) {
      return sent;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(sent.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sent.withBody(bytes.toByteArray()).withHeader("Content-Encoding", "gzip");
  }

  private static String reordered(String link) {
    List<String> links = new ArrayList<>(Arrays.asList(link.split(", ", -1)));
    Collections.reverse(links);
    return String.join(",", links).replace("rel=\"next\"", "title=\"on\"; REL=next");
  }
}
