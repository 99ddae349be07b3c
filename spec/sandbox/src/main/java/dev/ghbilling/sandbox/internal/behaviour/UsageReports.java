package dev.ghbilling.sandbox.internal.behaviour;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.sandbox.internal.api.Behaviour;
import dev.ghbilling.sandbox.internal.api.ValidRequest;
import dev.ghbilling.sandbox.internal.usage.DocumentedUsage;
import dev.ghbilling.sandbox.internal.usage.ObservedUsage;
import dev.ghbilling.sandbox.internal.usage.UsageData;
import dev.ghbilling.sandbox.internal.usage.UsageFilter;
import dev.ghbilling.sandbox.internal.usage.UsageRow;
import dev.ghbilling.sandbox.internal.usage.UsageSums;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Selects;
import dev.ghbilling.spec.Selects.Part;
import dev.ghbilling.spec.Sums;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The reports of usage: rows that a request's parameters select, as {@code x-stream} says, or sums
 * of them, as {@code x-sums} says. Where rows are generated, a report whose documented example
 * shows usage of some products in some units has the sums of that usage.
 */
public final class UsageReports {
  private final Contract contract;
  private final DocumentedExamples examples;
  private final Optional<Supplier<UsageData>> generated;
  private final boolean observed;
  private final Clock clock;

  /**
   * Creates the reports.
   *
   * @param generated gives the rows of all reports as they are known now; without them, each has
   *     its documented ones
   * @param observed whether rows and filters are as the API has been observed
   * @param clock tells the date that a report is of if the request has none
   */
  public UsageReports(
      Contract contract,
      DocumentedExamples examples,
      Optional<Supplier<UsageData>> generated,
      boolean observed,
      Clock clock) {
    this.contract = contract;
    this.examples = examples;
    this.generated = generated;
    this.observed = observed;
    this.clock = clock;
  }

  /** Returns what gives the rows of the enterprise's report, which its exports have as well. */
  public Supplier<UsageData> data() {
    return contract.operations().stream()
        .filter(UsageReports::hasDatedRows)
        .findFirst()
        .map(this::data)
        .orElseGet(() -> documented(ContractJson.MAPPER.createArrayNode()));
  }

  /** Returns the behaviour of a report; empty if the operation is none, or has no such rows. */
  Optional<Behaviour> of(Operation operation, SelectedDocument documents) {
    if (hasDatedRows(operation)) {
      Supplier<UsageData> newest = data(operation);
      JsonPointer items = JsonPointer.compile(operation.node().path("x-stream").asText());
      return Optional.of(
          request -> {
            UsageData data = newest.get();
            ObjectNode document = document(request, items, documents);
            UsageRows rows = new UsageRows(document, name(items), data, filter(request, data));
            return request.success(generated.isPresent() ? rows : rows.inMemory());
          });
    }
    Optional<Sums> sums = operation.sums();
    Optional<String> of = sums.flatMap(Sums::of);
    if (of.isPresent()) {
      Operation summed =
          contract
              .operation(of.get())
              .orElseThrow(() -> new IllegalStateException("no operation " + of.get()));
      return Optional.of(sums(operation, sums.get(), data(summed), row -> true, documents));
    }
    return generated.isPresent()
        ? sums.flatMap(found -> sumsLikeTheExample(operation, found, documents))
        : Optional.empty();
  }

  private Optional<Behaviour> sumsLikeTheExample(
      Operation operation, Sums sums, SelectedDocument documents) {
    List<JsonNode> shown =
        contract.operations().stream()
            .filter(other -> belowScope(other).equals(belowScope(operation)))
            .flatMap(other -> examples.response(other).stream())
            .flatMap(document -> document.at(sums.items()).valueStream())
            .filter(row -> row.has("product") && row.has("unitType"))
            .toList();
    return shown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            sums(operation, sums, data(operation), row -> isLikeOne(row, shown), documents));
  }

  /** Returns what the paths of the same report for an enterprise and a user have in common. */
  private static String belowScope(Operation operation) {
    return operation.path().substring(operation.path().indexOf('}') + 1);
  }

  private static boolean isLikeOne(UsageRow row, List<JsonNode> shown) {
    return shown.stream()
        .anyMatch(
            one ->
                one.path("product").asText().equalsIgnoreCase(row.product())
                    && one.path("unitType").asText().equalsIgnoreCase(row.unitType()));
  }

  private Behaviour sums(
      Operation operation,
      Sums sums,
      Supplier<UsageData> newest,
      Predicate<UsageRow> condition,
      SelectedDocument documents) {
    JsonPointer row = sums.items().append(JsonPointer.compile("/0"));
    List<String> properties =
        operation.success().body().flatMap(body -> contract.schemaAt(body.schema(), row)).stream()
            .flatMap(schema -> schema.path("properties").propertyStream())
            .map(Map.Entry::getKey)
            .toList();
    Map<String, String> as = new LinkedHashMap<>();
    sums.as().forEach((to, from) -> as.put(name(to), name(from)));
    UsageSums summing =
        new UsageSums(properties, sums.by().stream().map(UsageReports::name).toList(), as);
    return received -> {
      UsageData data = newest.get();
      ValidRequest request = received.asksForDate() ? received : dated(received, data);
      ObjectNode document = document(request, sums.items(), documents);
      if (!request.asksForDate()) {
        repeatYear(request, document, data);
      }
      JsonPlace.set(document, sums.items(), summing.of(data, filter(request, data).and(condition)));
      return request.success(document);
    };
  }

  /**
   * Returns a request without a date as one for the default of its date; as it is if all rows are
   * of one other year, so that there is something to see.
   */
  private ValidRequest dated(ValidRequest request, UsageData data) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (data.size() == 0) {
      return request;
    }
    Year first = Year.from(LocalDate.ofEpochDay(data.epochDay(0)));
    Year last = Year.from(LocalDate.ofEpochDay(data.epochDay(data.size() - 1)));
    boolean other = first.equals(last) && !first.equals(Year.from(today));
    return other ? request : request.on(today);
  }

  /** Tells the year that all rows are of. */
  private static void repeatYear(ValidRequest request, ObjectNode document, UsageData data) {
    request.operation().parameters(Parameter.Location.QUERY).stream()
        .flatMap(parameter -> Selects.of(parameter).stream())
        .filter(selects -> selects.part().equals(Optional.of(Part.YEAR)) && selects.isOfDocument())
        .filter(selects -> data.size() > 0)
        .forEach(
            selects ->
                JsonPlace.set(
                    document,
                    selects.by(),
                    IntNode.valueOf(LocalDate.ofEpochDay(data.epochDay(0)).getYear())));
  }

  private static String name(JsonPointer pointer) {
    return pointer.last().getMatchingProperty();
  }

  /** Returns the document without its rows, with whose usage it is and what was asked. */
  private ObjectNode document(ValidRequest request, JsonPointer items, SelectedDocument documents) {
    ObjectNode document = examples.object(request.operation());
    JsonPlace.set(document, items, document.arrayNode());
    // The path names the scope as the document does: /organizations/{org}.
    String owner = request.operation().path().split("/", 3)[1].replaceFirst("s$", "");
    if (document.has(owner)) {
      document.put(owner, request.text(scope(request.operation()).name()).orElse(""));
    }
    documents.select(request, document);
    return document;
  }

  private UsageFilter filter(ValidRequest request, UsageData data) {
    UsageFilter filter = UsageFilter.of(request);
    if (observed) {
      filter = filter.onFirstDaysUnlessMonth();
    }
    Parameter scope = scope(request.operation());
    String property = UsageRow.selectedBy(scope.name());
    if (generated.isPresent() && data.row(0).property(property) != null) {
      String value = request.text(scope.name()).orElse("");
      filter = filter.and(row -> value.equalsIgnoreCase("" + row.property(property)));
    }
    return filter;
  }

  private Supplier<UsageData> data(Operation report) {
    Supplier<UsageData> rows =
        generated.orElseGet(
            () ->
                documented(
                    examples
                        .response(report)
                        .map(document -> document.at(report.node().path("x-stream").asText()))
                        .orElseGet(ContractJson.MAPPER::createArrayNode)));
    return observed ? () -> new ObservedUsage(rows.get()) : rows;
  }

  private static Supplier<UsageData> documented(JsonNode items) {
    UsageData rows = new DocumentedUsage(items);
    return () -> rows;
  }

  private static Parameter scope(Operation operation) {
    return operation.parameters(Parameter.Location.PATH).get(0);
  }

  private static boolean hasDatedRows(Operation operation) {
    return operation.node().has("x-stream")
        && operation.parameters(Parameter.Location.QUERY).stream()
            .flatMap(parameter -> Selects.of(parameter).stream())
            .anyMatch(selects -> selects.part().isPresent() && selects.isShown());
  }
}
