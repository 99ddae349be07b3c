package dev.ghbilling.conformance.internal.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.aspect.PageWalk;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CheckContext.Source;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.check.Rejection;
import dev.ghbilling.conformance.internal.check.Retention;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Pagination;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.Selects;
import dev.ghbilling.spec.Selects.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A request of which the contract alone tells what its response has to be, whatever its query and
 * body are: what a schema refuses is rejected, what all schemas allow is accepted and selects the
 * right items, unless it names something that need not exist.
 */
record JudgedRequest(CheckContext context, OperationRequest request) {
  /** Statuses for what the schemas allow, but which names nothing, or contradicts itself. */
  private static final Set<Integer> REFUSALS = Set.of(400, 403, 404, 409, 422);

  /** Sends the request unless it was sent before, and judges the response. */
  Verdict verdict() throws InterruptedException {
    return verdict(context::response);
  }

  /** Sends the request, even if it was sent before, and judges the response. */
  Verdict again() throws InterruptedException {
    return verdict(context::send);
  }

  private Verdict verdict(Source source) throws InterruptedException {
    try {
      return judged(source.get(request));
    } catch (CheckEndedException e) {
      return e.verdict();
    }
  }

  private Verdict judged(OperationResponse response) throws InterruptedException {
    Optional<String> invalid = invalid();
    if (invalid.isPresent()) {
      return rejected(response, Rejection.INVALID_INPUT, " for an invalid " + invalid.get());
    }
    if (!response.isSuccessful()
        && (!isCertain() || Retention.isExceeded(request, context.day(response)))) {
      return rejected(response, REFUSALS, "");
    }
    Contract contract = context.contract();
    Expectation.documented(contract, response).orThrow();
    Optional<Body> body = operation().success().body();
    if (body.isPresent()) {
      Expectation.contentType(response, body.get().contentType()).orThrow();
      Expectation.encoded(response).orThrow();
      selected(response).orThrow();
      if (isComparable()) {
        return context.compare(this::isComplete);
      }
    }
    return Verdict.passed();
  }

  private Operation operation() {
    return request.operation();
  }

  private List<Parameter> parameters() {
    return operation().parameters(Parameter.Location.QUERY).stream()
        .filter(parameter -> !texts(parameter).isEmpty())
        .toList();
  }

  private List<String> texts(Parameter parameter) {
    return request.query().getOrDefault(parameter.name(), List.of());
  }

  /** Returns the parameter or body that a schema refuses, or that is missing. */
  Optional<String> invalid() {
    return operation().parameters(Parameter.Location.QUERY).stream()
        .filter(this::isRefused)
        .map(Parameter::name)
        .findFirst()
        .or(() -> operation().requestBody().filter(this::isRefused).map(body -> "body"));
  }

  private boolean isRefused(Parameter parameter) {
    List<String> texts = texts(parameter);
    return texts.isEmpty()
        ? parameter.required()
        : !isTolerated(parameter)
            && !context.contract().violations(parameter.schema(), parameter.parse(texts)).isEmpty();
  }

  private boolean isRefused(Body body) {
    try {
      JsonNode document = ContractJson.MAPPER.readTree(request.body().orElse(""));
      return document.isMissingNode()
          ? operation().requestBodyRequired()
          : !context.contract().violations(body.schema(), document).isEmpty()
              || breaksRule(document);
    } catch (JsonProcessingException e) {
      return true;
    }
  }

  /**
   * Tells whether a body breaks a rule. False for an update, whose rules also depend on the stored
   * resource.
   */
  private boolean breaksRule(JsonNode body) {
    boolean updates = operation().resource().filter(one -> one.does() == Action.UPDATE).isPresent();
    return !updates
        && operation().rules().stream().anyMatch(rule -> !rule.violations(body).isEmpty());
  }

  /** Tells whether a server may reject a parameter or take it as it likes: OpenAPI is silent. */
  private boolean isTolerated(Parameter parameter) {
    return (!parameter.isList() && texts(parameter).size() > 1)
        || texts(parameter).stream().anyMatch(String::isEmpty);
  }

  /** Tells whether there is no reason to refuse what the schemas allow. */
  private boolean isCertain() throws InterruptedException {
    for (Parameter parameter : parameters()) {
      if (isTolerated(parameter)
          || !new KnownValues(context, operation()).has(parameter, texts(parameter))) {
        return false;
      }
    }
    return request.body().isEmpty() && DateParts.of(request).isDate() && page() == 1;
  }

  /** Expects a rejection, in the form of an error where the contract lists its status. */
  private Verdict rejected(OperationResponse response, Set<Integer> statuses, String reason) {
    if (!statuses.contains(response.status())) {
      String success = reason.isEmpty() ? operation().success().status() + ", " : "";
      String any = new TreeSet<>(statuses).toString().replaceAll("[\\[\\]]", "");
      return Verdict.failed(
          request, "one of HTTP " + success + any + reason, "HTTP " + response.status());
    }
    return operation().responses().containsKey(response.status())
        ? Expectation.error(context.contract(), response)
        : Verdict.passed();
  }

  /** Expects what shows the value of a parameter to show the one that was asked for. */
  private Verdict selected(OperationResponse response) {
    for (Parameter parameter : parameters()) {
      Optional<Selects> selects = shown(parameter);
      if (selects.isPresent()) {
        String value = texts(parameter).get(0);
        for (JsonNode item : selects.get().items(response.json())) {
          if (!selects.get().takes(item, value)) {
            return Verdict.failed(
                request,
                "%s %s at %s".formatted(parameter.name(), value, selects.get().by()),
                item.at(selects.get().by()).isMissingNode()
                    ? "nothing there"
                    : item.at(selects.get().by()).toString());
          }
        }
      }
    }
    int items = operation().pagination().isPresent() ? PageWalk.items(response).size() : 0;
    return items <= size()
        ? Verdict.passed()
        : Verdict.failed(request, "at most %d items".formatted(size()), items + " items");
  }

  /** Returns what a parameter selects, if that can be seen and is no matter of taste. */
  private Optional<Selects> shown(Parameter parameter) {
    return Selects.of(parameter)
        .filter(Selects::isShown)
        .filter(selects -> !isTolerated(parameter) && !parameter.isList())
        .filter(selects -> !selects.rest().equals(Optional.of(texts(parameter).get(0))));
  }

  /** Returns the parameters whose effect is seen in each item; of a date, the day of a month. */
  private Map<Parameter, Selects> filters() {
    Map<Parameter, Selects> filters = new LinkedHashMap<>();
    for (Parameter parameter : parameters()) {
      shown(parameter)
          .filter(selects -> !selects.isOfDocument())
          .filter(selects -> selects.part().isEmpty() || isDayOfMonth(selects.part().get()))
          .ifPresent(selects -> filters.put(parameter, selects));
    }
    return filters;
  }

  private boolean isDayOfMonth(Part part) {
    DateParts given = DateParts.of(request);
    return part == Part.DAY && given.has(Part.MONTH) && given.has(Part.YEAR);
  }

  /** Tells whether a wider request shows which items the response must have. */
  private boolean isComparable() {
    return !wider().equals(request)
        && parameters().stream().noneMatch(this::isTolerated)
        && !DateParts.of(request).has(Part.HOUR);
  }

  /** Returns the request without its filters, and for all pages. */
  private OperationRequest wider() {
    OperationRequest wider = request;
    for (Parameter filter : filters().keySet()) {
      wider = wider.withoutQuery(filter.name());
    }
    Optional<Pagination> pages = operation().pagination();
    return pages.isPresent()
        ? wider.withoutQuery(pages.get().page()).withoutQuery(pages.get().perPage())
        : wider;
  }

  /** Expects the items of the wider request that the filters take, and those of the page. */
  private Verdict isComplete(Source source) throws InterruptedException {
    List<JsonNode> all =
        operation().pagination().isPresent()
            ? PageWalk.of(wider(), source).items()
            : items(source.get(wider()));
    Map<Parameter, Selects> filters = filters();
    List<JsonNode> expected =
        all.stream()
            .filter(
                item ->
                    filters.entrySet().stream()
                        .allMatch(one -> one.getValue().takes(item, texts(one.getKey()).get(0))))
            .skip((page() - 1) * size())
            .limit(size())
            .toList();
    List<JsonNode> actual = items(source.get(request));
    List<JsonNode> missing = JsonValues.missing(expected, actual);
    List<JsonNode> more = JsonValues.missing(actual, expected);
    return missing.isEmpty() && more.isEmpty()
        ? Verdict.passed()
        : Verdict.failed(
            request,
            "%d items, those of %s that are asked for".formatted(expected.size(), wider().target()),
            missing.isEmpty()
                ? "%d, among them %s".formatted(actual.size(), more.get(0))
                : "%d without %s".formatted(actual.size(), missing.get(0)));
  }

  private List<JsonNode> items(OperationResponse response) {
    Expectation.successful(response).orThrow();
    return operation().pagination().isPresent()
        ? PageWalk.items(response)
        : filters().values().iterator().next().items(response.json());
  }

  private long page() {
    return number(operation().pagination().map(Pagination::page), 1);
  }

  private long size() {
    return operation().pagination().isPresent()
        ? number(operation().pagination().map(Pagination::perPage), PageWalk.standard(operation()))
        : Integer.MAX_VALUE;
  }

  private long number(Optional<String> name, long otherwise) {
    String text = name.map(request.query()::get).map(texts -> texts.get(0)).orElse("");
    return text.matches("[0-9]{1,10}") ? Long.parseLong(text) : otherwise;
  }
}
