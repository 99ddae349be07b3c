package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.ItemKey;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.run.Checks;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.SampleValues;
import dev.ghbilling.spec.Selects;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;

/** Mutants whose filters don't filter, and whose totals are wrong. */
final class UsageMutants {
  private UsageMutants() {}

  static List<Mutant> of(Checks checks, Operation operation) {
    List<Mutant> all = new ArrayList<>();
    ItemKey.of(checks.contract(), operation).ifPresent(key -> all.add(twice(operation, key)));
    operation
        .resource()
        .filter(resource -> resource.does() == Action.LIST)
        .filter(resource -> isUnique(checks.contract(), resource))
        .ifPresent(resource -> all.add(namesakes(operation, resource)));
    for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
      String prefix = operation.id() + "/selects/" + parameter.name() + "/";
      List<String> ids = checks.all().stream().map(Check::id).toList();
      if (ids.contains(prefix + "exact")) {
        all.add(
            reading(
                operation,
                parameter,
                prefix + "exact",
                "selects what begins with the value, or is like it",
                (value, known) -> known.matches(likePattern(value)) ? known : value));
      }
      if (ids.contains(prefix + "default")) {
        all.add(
            Mutant.of(
                    prefix + "default",
                    "last year, or any",
                    Middleware.rewritingRequests(
                        operation,
                        request ->
                            request.queryValue("year").isEmpty()
                                    && request.queryValue("month").isPresent()
                                ? request.withQuery("year", "2025")
                                : request))
                .with(Backend.MUCH_USAGE));
      }
      if (ids.contains(prefix + "alone")) {
        all.add(
            Mutant.of(
                    prefix + "alone",
                    "dropped without a month, though the document repeats it",
                    Middleware.rewritingRequests(
                        operation,
                        request ->
                            request.queryValue("month").isEmpty()
                                ? request.withoutQuery(parameter.name())
                                : request))
                .with(Backend.MUCH_USAGE));
      }
      if (ids.contains(prefix + "spelling")) {
        all.add(
            Mutant.of(
                    prefix + "spelling",
                    "a month that isn't spelled as usual is any month",
                    Middleware.rewritingRequests(
                        operation,
                        request ->
                            request
                                .queryValue(parameter.name())
                                .filter(value -> !value.matches("[1-9]|1[0-2]"))
                                .map(value -> request.withoutQuery(parameter.name()))
                                .orElse(request)))
                .with(Backend.MUCH_USAGE));
      }
      if (ids.contains(prefix + "case")) {
        all.add(
            reading(
                operation,
                parameter,
                prefix + "case",
                "another case is another value",
                (value, known) ->
                    known.equalsIgnoreCase(value) && !known.equals(value) ? "nobody" : value));
      }
      JsonNode selects = parameter.node().path("x-selects");
      String clause = operation.id() + "/selects/" + parameter.name();
      if (checks.all().stream().noneMatch(check -> check.id().equals(clause))) {
        continue;
      }
      if (selects.has("last")) {
        all.add(
            Mutant.of(
                clause + "/oldest",
                "the oldest month is refused",
                (request, origin) ->
                    request.matches(operation)
                            && request.queryValue("year").equals(Optional.of("2024"))
                            && request.queryValue("month").equals(Optional.of("4"))
                        ? ProxiedResponse.error(400)
                        : origin.send(request)));
      }
      boolean examples = !selects.has("part") && !selects.path("group").asBoolean();
      Backend backend = examples ? Backend.SHARED : Backend.MUCH_USAGE;
      all.add(
          Mutant.of(
                  clause,
                  "ignored unless invalid",
                  Middleware.rewritingRequests(
                      operation,
                      request ->
                          request
                              .queryValue(parameter.name())
                              .filter(value -> isValid(checks.contract(), parameter, value))
                              .map(value -> request.withoutQuery(parameter.name()))
                              .orElse(request)))
              .with(backend));
      all.add(
          Mutant.of(
                  clause,
                  "refused",
                  (request, origin) ->
                      request.matches(operation) && request.queryValue(parameter.name()).isPresent()
                          ? ProxiedResponse.error(500)
                          : origin.send(request))
              .with(backend));
      if (selects.has("by")) {
        all.add(
            Mutant.of(
                    clause,
                    "selects nothing",
                    (request, origin) -> {
                      ProxiedResponse response = origin.send(request);
                      return request.matches(operation)
                              && request.queryValue(parameter.name()).isPresent()
                          ? response.editJson(body -> removeSelected(body, selects))
                          : response;
                    })
                .with(backend));
      }
      if (selects.path("part").asText().equals("month")
          && !selects.path("items").asText().isEmpty()) {
        all.add(yearOfFirstDays(operation, clause, selects));
      }
      if (selects.path("group").asBoolean()) {
        String first = first(checks.contract(), parameter);
        all.add(
            Mutant.of(
                    clause,
                    "every cost center has the first one's",
                    Middleware.rewritingRequests(
                        operation,
                        request ->
                            request
                                .queryValue(parameter.name())
                                .filter(id -> !id.endsWith("dead"))
                                .map(id -> request.withQuery(parameter.name(), first))
                                .orElse(request)))
                .with(Backend.MUCH_USAGE));
        all.add(
            Mutant.of(
                    clause,
                    "items of cost centers are among those of none",
                    (request, origin) -> {
                      ProxiedResponse response = origin.send(request);
                      return request.matches(operation)
                              && response.isSuccessful()
                              && request.queryValue(parameter.name()).isEmpty()
                          ? withItems(
                              response,
                              origin.send(request.withQuery(parameter.name(), first)),
                              selects.path("items").asText())
                          : response;
                    })
                .with(Backend.MUCH_USAGE));
      }
    }
    JsonNode rules = operation.node().path("x-totals");
    for (JsonNode rule : rules) {
      String within = rule.path("within").asText("");
      String total = within + rule.path("total").asText();
      String clause =
          operation.id() + "/totals/" + total.substring(1).replace("/*", "[]").replace('/', '.');
      for (int step : new int[] {-1, 1}) {
        all.add(
            Mutant.of(
                clause,
                step < 0 ? "one less" : "one more",
                Middleware.rewritingResponses(
                    operation, response -> wrongTotal(response, within, rule, step))));
      }
    }
    return all;
  }

  private static boolean isUnique(Contract contract, ResourceOperation list) {
    return contract
        .operation(Action.CREATE, list.collection())
        .flatMap(Operation::resource)
        .flatMap(ResourceOperation::unique)
        .isPresent();
  }

  /** Lists a resource once more under another id. */
  private static Mutant namesakes(Operation operation, ResourceOperation list) {
    return Mutant.of(
        operation.id() + "/unique",
        "two resources of one name",
        Middleware.rewritingResponses(
            operation,
            response ->
                response.editJson(
                    body -> {
                      if (body.at(list.items()) instanceof ArrayNode items && !items.isEmpty()) {
                        items.add(((ObjectNode) items.path(0).deepCopy()).put("id", "another"));
                      }
                    })));
  }

  /** Adds an item with the key of another one, and other numbers. */
  private static Mutant twice(Operation operation, ItemKey key) {
    return Mutant.of(
            operation.id() + "/keys",
            "two items that should be one",
            Middleware.rewritingResponses(
                operation,
                response ->
                    response.editJson(
                        body -> {
                          if (body.at(key.items()) instanceof ArrayNode items) {
                            items
                                .valueStream()
                                .filter(
                                    item ->
                                        key.by().stream()
                                            .noneMatch(by -> item.at(by).asText().isBlank()))
                                .findFirst()
                                .ifPresent(
                                    item ->
                                        items.add(
                                            ((ObjectNode) item.deepCopy()).put("netAmount", 7)));
                          }
                        })))
        .with(Backend.MUCH_USAGE);
  }

  /** Returns what a database reads a value as that is the beginning of a pattern of LIKE. */
  private static String likePattern(String value) {
    return "\\Q" + value.replace("_", "\\E.\\Q").replace("%25", "\\E.*\\Q") + "\\E.*";
  }

  /**
   * Reads a value of a parameter as another one.
   *
   * @param reading gives the value that is read, from the one that is sent and one that was sent or
   *     shown before
   */
  private static Mutant reading(
      Operation operation,
      Parameter parameter,
      String clause,
      String fault,
      BinaryOperator<String> reading) {
    Set<String> known = ConcurrentHashMap.newKeySet();
    Selects selects = Selects.of(parameter).orElseThrow();
    return Mutant.of(
            clause,
            fault,
            (request, origin) -> {
              if (!request.matches(operation)) {
                return origin.send(request);
              }
              String value = request.queryValue(parameter.name()).orElse("");
              String read = value;
              for (String one : known) {
                read =
                    read.equals(value) && !known.contains(value) ? reading.apply(value, one) : read;
              }
              if (read.equals(value)) {
                known.add(value);
              }
              ProxiedResponse response =
                  origin.send(
                      value.isEmpty() ? request : request.withQuery(parameter.name(), read));
              if (response.isSuccessful() && !selects.isOfDocument()) {
                selects
                    .items(response.json())
                    .forEach(
                        item ->
                            known.add(
                                URLEncoder.encode(
                                        item.at(selects.by()).asText(), StandardCharsets.UTF_8)
                                    .replace("+", "%20")));
              }
              return response;
            })
        .with(Backend.MUCH_USAGE);
  }

  private static boolean isValid(Contract contract, Parameter parameter, String value) {
    return contract.violations(parameter.schema(), parameter.parse(value)).isEmpty();
  }

  /** Empties the list of items, or takes away what the document repeats. */
  private static void removeSelected(ObjectNode body, JsonNode selects) {
    String items = selects.path("items").asText();
    if (items.isEmpty()) {
      body.remove(selects.path("by").asText().split("/", 3)[1]);
    } else {
      body.putArray(items.substring(1));
    }
  }

  /** Returns the first documented value of the path parameter that has the parameter's name. */
  private static String first(Contract contract, Parameter parameter) {
    SampleValues samples = new SampleValues(contract);
    return contract.operations().stream()
        .flatMap(
            operation ->
                operation.parameters(Parameter.Location.PATH).stream()
                    .filter(other -> other.name().equals(parameter.name()))
                    .flatMap(other -> samples.documented(operation, other).stream()))
        .findFirst()
        .orElseThrow();
  }

  /** Reproduces a fault seen in GitHub's API: a year without a month lacks most of its rows. */
  private static Mutant yearOfFirstDays(Operation operation, String clause, JsonNode selects) {
    return Mutant.of(
            clause,
            "a year alone has only the first day of each month",
            (request, origin) -> {
              ProxiedResponse response = origin.send(request);
              boolean year =
                  request.matches(operation)
                      && request.queryValue("year").isPresent()
                      && request.queryValue("month").isEmpty();
              return year
                  ? response.editJson(
                      body -> {
                        if (body.at(selects.path("items").asText()) instanceof ArrayNode items) {
                          items.removeIf(
                              item ->
                                  !item.at(selects.path("by").asText())
                                      .asText()
                                      .matches(".{8}01.*"));
                        }
                      })
                  : response;
            })
        .with(Backend.MUCH_USAGE);
  }

  private static ProxiedResponse withItems(
      ProxiedResponse response, ProxiedResponse more, String items) {
    return response.editJson(
        body -> {
          if (body.at(items) instanceof ArrayNode array) {
            more.json().at(items).forEach(array::add);
          }
        });
  }

  private static ProxiedResponse wrongTotal(
      ProxiedResponse response, String within, JsonNode rule, int step) {
    return response.editJson(
        body -> {
          List<JsonNode> objects =
              within.isEmpty() ? List.of(body) : JsonValues.find(body, within, Set.of());
          String key = rule.path("total").asText().substring(1);
          for (JsonNode object : objects) {
            BigDecimal value = object.path(key).decimalValue().add(BigDecimal.valueOf(step));
            ((ObjectNode) object).put(key, value);
          }
        });
  }
}
