package dev.ghbilling.conformance.internal.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.http.PageLinks;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Pagination;
import dev.ghbilling.spec.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What every page has to be, whatever was selected: its size, what it tells, and its links. */
record PageRules(Operation operation, Pagination pagination) {
  private static final String NUMBER = "[1-9][0-9]{0,8}";

  /** Tells whether a response is a page whose number and size the contract allows to ask for. */
  boolean isPage(OperationResponse response) {
    return response.isSuccessful()
        && response.request().method().equals(operation.method())
        && number(response.request(), pagination.page(), 1) > 0
        && isSize(number(response.request(), pagination.perPage(), 0));
  }

  private boolean isSize(long size) {
    return operation.parameters(Parameter.Location.QUERY).stream()
        .filter(parameter -> parameter.name().equals(pagination.perPage()))
        .anyMatch(
            parameter -> size >= 0 && size <= parameter.schema().path("maximum").asLong(size));
  }

  /** Returns the value of a parameter; -1 if it isn't a valid number. */
  private static long number(OperationRequest request, String name, long otherwise) {
    List<String> texts = request.query().getOrDefault(name, List.of());
    if (texts.isEmpty()) {
      return otherwise;
    }
    return texts.size() == 1 && texts.get(0).matches(NUMBER) ? Long.parseLong(texts.get(0)) : -1;
  }

  private long size(OperationRequest request) {
    return operation.parameters(Parameter.Location.QUERY).stream()
        .filter(parameter -> parameter.name().equals(pagination.perPage()))
        .mapToLong(parameter -> parameter.schema().path("default").asLong())
        .map(standard -> number(request, pagination.perPage(), standard))
        .findFirst()
        .orElse(0);
  }

  /** Expects as many items as the total, the size and the number of the page leave for it. */
  Verdict agrees(OperationResponse page) {
    JsonNode document = page.json();
    if (!document.at(pagination.items()).isArray()) {
      return Verdict.failed(page.request(), "items at " + pagination.items(), "none");
    }
    long size = size(page.request());
    long before = (number(page.request(), pagination.page(), 1) - 1) * size;
    JsonNode total = document.at(pagination.total());
    long items = document.at(pagination.items()).size();
    long most = total.isNumber() ? Math.max(0, Math.min(size, total.asLong() - before)) : size;
    if (total.isNumber() ? items != most : items > most) {
      return Verdict.failed(
          page.request(),
          total.isNumber()
              ? "%d items, for %s at %s".formatted(most, total, pagination.total())
              : "at most %d items".formatted(size),
          items + " items");
    }
    JsonNode hasNext = document.at(pagination.hasNext());
    boolean follows = total.asLong() > before + size;
    return !hasNext.isBoolean() || !total.isNumber() || hasNext.asBoolean() == follows
        ? Verdict.passed()
        : Verdict.failed(
            page.request(),
            "%s at %s, for %s at %s"
                .formatted(follows, pagination.hasNext(), total, pagination.total()),
            hasNext.toString());
  }

  /** Expects each link to repeat the query, but for the page, and one to a page that there is. */
  Verdict links(OperationResponse page) {
    if (!page.json().at(pagination.items()).isArray()) {
      return Verdict.notApplicable("the page has no items, which pages/agree says");
    }
    Map<String, String> links = PageLinks.parse(page.headers().allValues("Link"));
    for (Map.Entry<String, String> link : links.entrySet()) {
      for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
        String name = parameter.name();
        List<String> asked = page.request().query().getOrDefault(name, List.of());
        // What an empty or a repeated parameter means is up to the server.
        boolean plain = asked.size() == 1 && !asked.get(0).isEmpty();
        if (plain
            && !name.equals(pagination.page())
            && !PageLinks.values(link.getValue(), name).equals(asked)) {
          return Verdict.failed(
              page.request(),
              "%s=%s in the link to the %s page".formatted(name, asked.get(0), link.getKey()),
              link.getValue());
        }
      }
    }
    JsonNode total = page.json().at(pagination.total());
    long number = number(page.request(), pagination.page(), 1);
    boolean follows = total.asLong() > number * size(page.request());
    if (!total.isNumber() || follows == links.containsKey("next")) {
      return Verdict.passed();
    }
    return Verdict.failed(
        page.request(),
        "%s link to a next page, for %s at %s"
            .formatted(follows ? "a" : "no", total, pagination.total()),
        links.isEmpty() ? "no link" : new ArrayList<>(links.keySet()).toString());
  }
}
