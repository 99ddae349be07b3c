package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedRequest;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Pagination;
import dev.ghbilling.spec.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Mutants that lose, repeat or miscount the items of pages. */
final class PagesMutants {
  private static final String OTHER = "&?(?!page=|per_page=)\\b[a-z_]+=[a-z_]+(?=[&>])";

  private final Operation operation;
  private final Pagination pagination;
  private final List<Mutant> all = new ArrayList<>();

  private PagesMutants(Operation operation, Pagination pagination) {
    this.operation = operation;
    this.pagination = pagination;
  }

  static List<Mutant> of(Operation operation) {
    if (operation.pagination().isEmpty()) {
      return List.of();
    }
    PagesMutants mutants = new PagesMutants(operation, operation.pagination().get());
    mutants.add();
    return mutants.all.stream().map(mutant -> mutant.with(Backend.MANY_PAGES)).toList();
  }

  private void add() {
    String size = pagination.perPage();
    String page = pagination.page();
    JsonNode schema =
        operation.parameters(Parameter.Location.QUERY).stream()
            .filter(parameter -> parameter.name().equals(size))
            .map(Parameter::schema)
            .findFirst()
            .orElseThrow();
    int smallest = schema.path("minimum").asInt();
    int standard = schema.path("default").asInt();
    int largest = schema.path("maximum").asInt();
    another("pages/size/" + smallest, smallest, smallest + 1);
    another("pages/size/" + standard, standard, standard - 1);
    another("pages/size/" + largest, largest, standard);
    rewritingRequests(
        "pages/default",
        largest + " by default",
        request ->
            request.queryValue(size).isEmpty() ? request.withQuery(size, "" + largest) : request);
    rewritingRequests("pages/apart", "ignores " + page, request -> request.withoutQuery(page));
    rewritingRequests(
        "pages/apart",
        "counts pages from 0",
        request ->
            request
                .queryValue(page)
                .map(number -> request.withQuery(page, "" + (Integer.parseInt(number) + 1)))
                .orElse(request));
    last("the last page is empty", 0, ArrayNode::removeAll);
    last("the last page again", 1, items -> {});
    all.add(
        Mutant.of(
            operation.id() + "/pages/last",
            "HTTP 500 far beyond the last page",
            (request, origin) ->
                request.matches(operation) && request.queryValue(page).orElse("").length() > 9
                    ? ProxiedResponse.error(500)
                    : origin.send(request)));
    rewritingRequests(
        "pages/last", "counts items with 32 bits", request -> withIntOffset(request, largest));
    items("pages/whole", "repeats an item", items -> items.set(items.size() - 1, items.path(0)));
    if (!pagination.total().isEmpty()) {
      items(
          "pages/whole",
          "loses the last item of each page",
          items -> items.remove(items.size() - 1));
      total("pages/whole", "one too many in the total", (number, value) -> value + 1);
      total("pages/whole", "one too few in the total", (number, value) -> value - 1);
      total("pages/total", "another total on each page", (number, value) -> value + number - 1);
    }
    if (!pagination.total().isEmpty()) {
      items("pages/agree", "loses the last item", items -> items.remove(items.size() - 1));
      total("pages/agree", "another total on each page", (number, value) -> value - 64);
    } else {
      rewritingRequests(
          "pages/agree", "more than asked for", request -> request.withQuery(size, "" + largest));
    }
    if (!pagination.hasNext().isEmpty()) {
      hasNext("never another page", any -> false);
      hasNext("always another page", any -> true);
      all.add(
          Mutant.of(
              operation.id() + "/pages/last",
              "another page after each full one",
              (request, origin) -> {
                ProxiedResponse response = origin.send(request);
                String perPage = request.queryValue(size).orElse("");
                return request.matches(operation) && response.isSuccessful() && !perPage.isEmpty()
                    ? response.editJson(
                        body ->
                            body.put(
                                pagination.hasNext().substring(1),
                                perPage.equals("" + body.at(pagination.items()).size())))
                    : response;
              }));
    }
    if (operation.success().status() == 200
        && operation.node().at("/responses/200/headers").has("Link")) {
      link("next", "none", "<[^>]*>; rel=\"next\"", "");
      link("next", "to the page after", "([?&]page=)2([^>]*>; rel=\"next\")", "$13$2");
      link("next", "forgets the size", "per_page=[0-9]+&?([^>]*>; rel=\"next\")", "$1");
      rewritingResponses(
          "pages/links",
          "forget another parameter",
          response ->
              response
                  .header("Link")
                  .map(link -> response.withHeader("Link", link.replaceAll(OTHER, "")))
                  .orElse(response));
      rewritingResponses(
          "pages/links",
          "none but the last",
          response ->
              response
                  .header("Link")
                  .map(link -> response.withHeader("Link", link.replace("\"next\"", "\"other\"")))
                  .orElse(response));
      link("prev", "none", "<[^>]*>; rel=\"prev\"", "");
      link("prev", "to itself", "([?&]page=)1([^>]*>; rel=\"prev\")", "$12$2");
      link("last", "one page short", "([?&]page=)65([^>]*>; rel=\"last\")", "$164$2");
      link("first", "to page 2", "([?&]page=)1([^>]*>; rel=\"first\")", "$12$2");
    }
  }

  /** Asks for the page that has the offset of the requested one in 32 bits. */
  private ProxiedRequest withIntOffset(ProxiedRequest request, int largest) {
    int number = request.queryValue(pagination.page()).map(Integer::parseInt).orElse(1);
    int size = request.queryValue(pagination.perPage()).map(Integer::parseInt).orElse(largest);
    return request.withQuery(pagination.page(), "" + ((number - 1) * size / size + 1));
  }

  private void another(String aspect, int asked, int answered) {
    String size = pagination.perPage();
    rewritingRequests(
        aspect,
        "%d for %d a page".formatted(answered, asked),
        request ->
            request.queryValue(size).filter(Integer.toString(asked)::equals).isPresent()
                ? request.withQuery(size, Integer.toString(answered))
                : request);
  }

  private void hasNext(String fault, Predicate<Boolean> change) {
    rewritingResponses(
        "pages/has-next",
        fault,
        response ->
            response.editJson(
                body ->
                    body.put(
                        pagination.hasNext().substring(1),
                        change.test(body.at(pagination.hasNext()).asBoolean()))));
  }

  private void rewritingRequests(
      String aspect, String fault, UnaryOperator<ProxiedRequest> change) {
    all.add(
        Mutant.of(
            operation.id() + "/" + aspect, fault, Middleware.rewritingRequests(operation, change)));
  }

  private void items(String aspect, String fault, Consumer<ArrayNode> change) {
    rewritingResponses(
        aspect,
        fault,
        response ->
            response.editJson(
                body -> {
                  if (body.at(pagination.items()) instanceof ArrayNode items && items.size() > 1) {
                    change.accept(items);
                  }
                }));
  }

  /** Changes the last of the smallest pages, or shows it for one of the pages after it. */
  private void last(String fault, int after, Consumer<ArrayNode> change) {
    String page = pagination.page();
    all.add(
        Mutant.of(
            operation.id() + "/pages/last",
            fault,
            (request, origin) -> {
              boolean last =
                  request.matches(operation)
                      && request.queryValue(page).orElse("").equals(Integer.toString(65 + after));
              ProxiedResponse response =
                  origin.send(last ? request.withQuery(page, "65") : request);
              return last
                  ? response.editJson(
                      body -> {
                        if (body.at(pagination.items()) instanceof ArrayNode items) {
                          change.accept(items);
                        }
                      })
                  : response;
            }));
  }

  private void total(String aspect, String fault, BiFunction<Integer, Long, Long> change) {
    all.add(
        Mutant.of(
            operation.id() + "/" + aspect,
            fault,
            (request, origin) -> {
              ProxiedResponse response = origin.send(request);
              int number = request.queryValue(pagination.page()).map(Integer::parseInt).orElse(1);
              return request.matches(operation) && response.isSuccessful()
                  ? response.editJson(body -> change(body, number, change))
                  : response;
            }));
  }

  private void change(ObjectNode body, int number, BiFunction<Integer, Long, Long> change) {
    String key = pagination.total().substring(1);
    JsonNode total = body.path(key);
    body.put(key, change.apply(number, total.asLong()));
  }

  private void link(String relation, String fault, String pattern, String replacement) {
    rewritingResponses(
        "pages/link/" + relation,
        fault,
        response ->
            response
                .header("Link")
                .map(link -> response.withHeader("Link", link.replaceAll(pattern, replacement)))
                .orElse(response));
  }

  private void rewritingResponses(
      String aspect, String fault, UnaryOperator<ProxiedResponse> change) {
    all.add(
        Mutant.of(
            operation.id() + "/" + aspect,
            fault,
            Middleware.rewritingResponses(operation, change)));
  }
}
