package dev.ghbilling.spec.bundle;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.BodyRule;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Order;
import dev.ghbilling.spec.Pagination;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Reference;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.Selects;
import dev.ghbilling.spec.Sums;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rule that what an extension of an operation points at exists: a property in the schema of a
 * response or a body, a query parameter, or another operation. Otherwise whoever reads the
 * extension would find nothing, and check nothing.
 */
final class ExtensionPointers {
  /** What a pointer has to lead to. */
  private enum Target {
    ANYTHING("a property"),
    ARRAY("an array"),
    INTEGER("an integer"),
    BOOLEAN("a boolean");

    private final String phrase;

    Target(String phrase) {
      this.phrase = phrase;
    }

    boolean takes(JsonNode schema) {
      String type = name().toLowerCase(Locale.ROOT);
      JsonNode types = schema.path("type");
      return !schema.isMissingNode()
          && (this == ANYTHING
              || types.asText().equals(type)
              || types.valueStream().anyMatch(one -> one.asText().equals(type)));
    }
  }

  private static final JsonPointer ELEMENT = JsonPointer.compile("/*");

  private final Contract contract;
  private final List<String> faults = new ArrayList<>();

  private ExtensionPointers(Contract contract) {
    this.contract = contract;
  }

  /** Returns a message for each pointer or name that leads nowhere. */
  static List<String> faults(JsonNode document) {
    ExtensionPointers pointers = new ExtensionPointers(Contract.of(document));
    pointers.contract.operations().forEach(pointers::check);
    return List.copyOf(pointers.faults);
  }

  private void check(Operation operation) {
    JsonNode response = response(operation);
    if (operation.node().has("x-stream")) {
      require(
          operation,
          "x-stream",
          response,
          operation.node().path("x-stream").asText(),
          Target.ARRAY);
    }
    operation.pagination().ifPresent(pages -> checkPages(operation, response, pages));
    operation.node().path("x-totals").forEach(total -> checkTotal(operation, response, total));
    for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
      Selects.of(parameter)
          .ifPresent(
              selects -> {
                String extension = "x-selects of " + parameter.name();
                JsonNode items = items(operation, extension, response, selects.items());
                require(operation, extension, items, selects.by().toString(), Target.ANYTHING);
                selects.bound().stream()
                    .flatMap(bound -> Stream.of(bound.percent(), bound.of()))
                    .forEach(
                        at -> require(operation, extension, items, at.toString(), Target.ANYTHING));
                if (selects.rest().isPresent() && operation.sums().isEmpty()) {
                  refuse(operation, extension, "x-sums");
                }
              });
      Order.of(parameter)
          .ifPresent(
              order ->
                  items(operation, "x-orders of " + parameter.name(), response, order.items()));
    }
    operation.resource().ifPresent(resource -> checkResource(operation, response, resource));
    operation.rules().forEach(rule -> checkRule(operation, response, rule));
    operation.sums().ifPresent(sums -> checkSums(operation, response, sums));
    checkKey(operation, response);
    Reference.of(contract, operation).forEach(this::checkReference);
    for (String extension : List.of("x-owned", "x-retired")) {
      JsonNode instead = operation.node().path(extension).path("instead");
      if (!instead.isMissingNode()) {
        operation(operation, extension, instead.asText());
      }
    }
    JsonNode forbidden = operation.node().at("/x-owned/forbidden");
    if (!forbidden.isMissingNode()) {
      requireParameter(operation, "x-owned", forbidden.asText());
    }
  }

  private void checkPages(Operation operation, JsonNode response, Pagination pages) {
    String extension = "x-pagination";
    requireParameter(operation, extension, pages.page());
    requireParameter(operation, extension, pages.perPage());
    require(operation, extension, response, pages.items(), Target.ARRAY);
    require(operation, extension, response, pages.total(), Target.INTEGER);
    require(operation, extension, response, pages.hasNext(), Target.BOOLEAN);
  }

  private void requireParameter(Operation operation, String extension, String name) {
    if (operation.parameters(Parameter.Location.QUERY).stream()
        .noneMatch(parameter -> parameter.name().equals(name))) {
      refuse(operation, extension, "the query parameter '" + name + "'");
    }
  }

  private void checkTotal(Operation operation, JsonNode response, JsonNode total) {
    String extension = "x-totals";
    String within = total.path("within").asText();
    require(operation, extension, response, within, Target.ANYTHING);
    JsonNode base = at(response, JsonPointer.compile(within));
    for (String part : List.of("total", "sum", "count", "distinct")) {
      require(operation, extension, base, total.path(part).asText(), Target.ANYTHING);
    }
  }

  private void checkResource(Operation operation, JsonNode response, ResourceOperation resource) {
    String extension = "x-resource";
    JsonNode stored =
        switch (resource.does()) {
          case LIST -> items(operation, extension, response, resource.items());
          case CREATE, GET, UPDATE -> {
            require(operation, extension, response, resource.item().toString(), Target.ANYTHING);
            yield at(response, resource.item());
          }
          case DELETE, ADD, REMOVE -> stored(resource.collection());
        };
    require(operation, extension, stored, resource.id().toString(), Target.ANYTHING);
    Stream.concat(resource.initial().keySet().stream(), resource.becomes().keySet().stream())
        .forEach(name -> require(operation, extension, stored, "/" + name, Target.ANYTHING));
    resource
        .unique()
        .ifPresent(
            unique -> {
              require(operation, extension, stored, unique.toString(), Target.ANYTHING);
              if (!operation.responses().containsKey(409)) {
                refuse(operation, extension, "the response 409");
              }
            });
    resource
        .progress()
        .ifPresent(
            progress -> {
              require(operation, extension, stored, progress.status().toString(), Target.ANYTHING);
              require(operation, extension, stored, progress.brings().toString(), Target.ANYTHING);
              progress.files().ifPresent(files -> checkFiles(operation, stored, files));
            });
    resource.members().ifPresent(members -> checkMembers(operation, response, stored, members));
  }

  private void checkFiles(Operation operation, JsonNode stored, ResourceOperation.Files files) {
    String extension = "x-resource";
    require(operation, extension, stored, files.first().toString(), Target.ANYTHING);
    require(operation, extension, stored, files.last().toString(), Target.ANYTHING);
    Stream.concat(files.only().keySet().stream(), files.days().keySet().stream())
        .forEach(name -> require(operation, extension, stored, "/" + name, Target.ANYTHING));
    operation(operation, extension, files.of())
        .ifPresent(
            of -> {
              String items = of.node().path("x-stream").asText();
              JsonNode row = items(operation, extension, response(of), JsonPointer.compile(items));
              files
                  .sums()
                  .values()
                  .forEach(
                      number ->
                          require(operation, extension, row, number.toString(), Target.ANYTHING));
            });
  }

  private void checkMembers(
      Operation operation, JsonNode response, JsonNode stored, ResourceOperation.Members members) {
    String extension = "x-resource";
    JsonNode member = items(operation, extension, stored, members.within());
    require(operation, extension, member, members.type().toString(), Target.ANYTHING);
    require(operation, extension, member, members.name().toString(), Target.ANYTHING);
    JsonNode body = operation.requestBody().map(Body::schema).orElse(MissingNode.getInstance());
    members
        .kinds()
        .keySet()
        .forEach(kind -> require(operation, extension, body, "/" + kind, Target.ARRAY));
    members
        .moved()
        .filter(moved -> resource(operation).does() == ResourceOperation.Action.ADD)
        .ifPresent(
            moved -> {
              JsonNode one = items(operation, extension, response, moved.items());
              for (JsonPointer part : List.of(moved.type(), moved.name(), moved.from())) {
                require(operation, extension, one, part.toString(), Target.ANYTHING);
              }
            });
  }

  private void checkRule(Operation operation, JsonNode response, BodyRule rule) {
    JsonNode body = operation.requestBody().map(Body::schema).orElse(MissingNode.getInstance());
    JsonNode subject =
        operation
            .resource()
            .filter(resource -> resource.does() == ResourceOperation.Action.UPDATE)
            .map(resource -> at(response, resource.item()))
            .orElse(body);
    if (rule.when().isEmpty()) {
      refuse(operation, "x-rules", "'when'");
    }
    Stream.of(rule.when().keySet(), rule.require(), rule.allow().keySet())
        .flatMap(Collection::stream)
        .forEach(name -> require(operation, "x-rules", subject, "/" + name, Target.ANYTHING));
  }

  private void checkSums(Operation operation, JsonNode response, Sums sums) {
    String extension = "x-sums";
    JsonNode row = items(operation, extension, response, sums.items());
    Optional<Operation> other = sums.of().flatMap(of -> operation(operation, extension, of));
    if (other.isPresent()) {
      sums.where().keySet().forEach(name -> requireParameter(operation, extension, name));
      JsonNode part = items(operation, extension, response(other.get()), sums.items());
      sums.by().forEach(by -> require(operation, extension, part, by.toString(), Target.ANYTHING));
      Stream.concat(
              sums.as().values().stream(), sums.where().values().stream().flatMap(List::stream))
          .forEach(at -> require(operation, extension, part, at.toString(), Target.ANYTHING));
    }
    sums.by().forEach(by -> require(operation, extension, row, by.toString(), Target.ANYTHING));
    sums.as()
        .keySet()
        .forEach(as -> require(operation, extension, row, as.toString(), Target.ANYTHING));
  }

  private void checkKey(Operation operation, JsonNode response) {
    String extension = "x-key";
    JsonNode key = operation.node().path(extension);
    if (!key.isMissingNode()) {
      JsonPointer list = JsonPointer.compile(key.path("items").asText());
      JsonNode item = items(operation, extension, response, list);
      key.path("by")
          .forEach(by -> require(operation, extension, item, by.asText(), Target.ANYTHING));
    }
  }

  private void checkReference(Reference reference) {
    String extension = "x-refers of " + reference.key();
    Operation operation = reference.operation();
    if (reference.get(contract).isEmpty()) {
      refuse(
          operation,
          extension,
          "an operation that gets a resource by '" + reference.parameter() + "'");
    }
    reference
        .get(contract)
        .ifPresent(
            get -> {
              JsonNode stored = at(response(get), resource(get).item());
              Stream.concat(reference.same().stream(), reference.only().keySet().stream())
                  .forEach(
                      name -> require(operation, extension, stored, "/" + name, Target.ANYTHING));
            });
    reference
        .same()
        .forEach(
            name ->
                require(
                    operation,
                    extension,
                    response(operation),
                    reference.parents() + "/" + name,
                    Target.ANYTHING));
    reference
        .name()
        .ifPresent(
            name ->
                require(
                    operation,
                    extension,
                    response(operation),
                    reference.parents() + name,
                    Target.ANYTHING));
  }

  private Optional<Operation> operation(Operation operation, String extension, String id) {
    Optional<Operation> other = contract.operation(id);
    if (other.isEmpty()) {
      refuse(operation, extension, "the operation '" + id + "'");
    }
    return other;
  }

  private static ResourceOperation resource(Operation operation) {
    return operation.resource().orElseThrow();
  }

  /** Returns the schema of a collection's resources, as they are got or else listed. */
  private JsonNode stored(String collection) {
    return contract
        .operation(ResourceOperation.Action.GET, collection)
        .map(get -> at(response(get), resource(get).item()))
        .or(
            () ->
                contract
                    .operation(ResourceOperation.Action.LIST, collection)
                    .map(list -> elements(at(response(list), resource(list).items()))))
        .orElse(MissingNode.getInstance());
  }

  /** Returns the schema of a list's items; of the document itself if the pointer is empty. */
  private JsonNode items(
      Operation operation, String extension, JsonNode schema, JsonPointer pointer) {
    require(operation, extension, schema, pointer.toString(), Target.ARRAY);
    return pointer.matches() ? schema : elements(at(schema, pointer));
  }

  private JsonNode response(Operation operation) {
    return operation.success().body().map(Body::schema).orElse(MissingNode.getInstance());
  }

  /** Requires a pointer that isn't empty to lead to what it should. */
  private void require(
      Operation operation, String extension, JsonNode schema, String pointer, Target target) {
    if (!pointer.isEmpty() && !target.takes(at(schema, JsonPointer.compile(pointer)))) {
      refuse(operation, extension, target.phrase + " at " + pointer);
    }
  }

  /** Returns the schema of what a pointer leads to; a missing one if it leads to nothing. */
  private JsonNode at(JsonNode schema, JsonPointer pointer) {
    return contract.schemaAt(schema, pointer).orElse(MissingNode.getInstance());
  }

  private JsonNode elements(JsonNode list) {
    return at(list, ELEMENT);
  }

  private void refuse(Operation operation, String extension, String missing) {
    faults.add(
        "%s: %s needs %s, which isn't described".formatted(operation.id(), extension, missing));
  }
}
