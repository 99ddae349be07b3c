package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CheckContext.Source;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Pagination;
import dev.ghbilling.spec.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * A sequence of an operation's pages, read from the first page on.
 *
 * @param perPage the requested number of items a page
 * @param pages the responses
 */
public record PageWalk(Pagination pagination, int perPage, List<OperationResponse> pages) {
  /** The most pages that are read of a long list. */
  static final int MAX_PAGES = 50;

  /** Returns the schema of the parameter that gives the number of items on a page. */
  static JsonNode size(Operation operation) {
    String name = operation.pagination().orElseThrow().perPage();
    return operation.parameters(Parameter.Location.QUERY).stream()
        .filter(parameter -> parameter.name().equals(name))
        .map(Parameter::schema)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(operation + " has no parameter " + name));
  }

  /** Returns how many items a page has by default. */
  public static int standard(Operation operation) {
    return size(operation).path("default").asInt(30);
  }

  /** Returns how many items a page may have. */
  public static int largest(Operation operation) {
    return size(operation).path("maximum").asInt(standard(operation));
  }

  /** Returns all pages, as large as possible, which may be ones that were read before. */
  static PageWalk whole(CheckContext context, Operation operation) throws InterruptedException {
    return of(context, operation, largest(operation), MAX_PAGES);
  }

  /**
   * Reads pages until all items are read. The pages may be ones that were read before.
   *
   * @param maxPages the most pages to read
   */
  static PageWalk of(CheckContext context, Operation operation, int perPage, int maxPages)
      throws InterruptedException {
    return context.memoize(
        "pages %s %d %d".formatted(operation, perPage, maxPages),
        PageWalk.class,
        () -> read(context.request(operation), perPage, maxPages, context::response));
  }

  /** Returns all pages of the response to a request, as large as possible. */
  public static PageWalk of(OperationRequest request, Source source) throws InterruptedException {
    return read(request, largest(request.operation()), MAX_PAGES, source);
  }

  /**
   * Returns the items of all pages of the response to a request, or those at a place in it where
   * there are no pages.
   *
   * @param perPage how many items a page may have, if it may have so many
   */
  static List<JsonNode> items(
      OperationRequest request, JsonPointer place, int perPage, Source source)
      throws InterruptedException {
    Operation operation = request.operation();
    if (operation.pagination().isPresent()) {
      int size = Math.max(1, Math.min(perPage, largest(operation)));
      return read(request, size, MAX_PAGES, source).items();
    }
    OperationResponse response = source.get(request);
    Expectation.successful(response).orThrow();
    return response.json().at(place).valueStream().toList();
  }

  private static PageWalk read(OperationRequest first, int perPage, int maxPages, Source source)
      throws InterruptedException {
    Pagination pagination = first.operation().pagination().orElseThrow();
    List<OperationResponse> pages = new ArrayList<>();
    PageWalk walk = new PageWalk(pagination, perPage, pages);
    do {
      OperationResponse page = page(first, perPage, pages.size() + 1, source);
      Expectation.successful(page).orThrow();
      isPage(page, pagination).orThrow();
      pages.add(page);
    } while (pages.size() < maxPages && !walk.isComplete());
    return walk;
  }

  /** Returns one page of the response to a request. */
  static OperationResponse page(OperationRequest request, int perPage, int number, Source source)
      throws InterruptedException {
    Pagination pagination = request.operation().pagination().orElseThrow();
    return source.get(
        request
            .withQuery(pagination.perPage(), Integer.toString(perPage))
            .withQuery(pagination.page(), Integer.toString(number)));
  }

  /** Returns the items of one page. */
  public static List<JsonNode> items(OperationResponse page) {
    JsonPointer items =
        JsonPointer.compile(page.request().operation().pagination().orElseThrow().items());
    return page.json().at(items).valueStream().toList();
  }

  /** Expects a response with items and what tells how many there are. */
  static Verdict isPage(OperationResponse response, Pagination pagination) {
    JsonNode page = response.json();
    if (!page.at(pagination.items()).isArray()) {
      return Verdict.failed(response.request(), "items at " + pagination.items(), "none");
    }
    return pagination.total().isEmpty() || page.at(pagination.total()).isIntegralNumber()
        ? Verdict.passed()
        : Verdict.failed(response.request(), "a total at " + pagination.total(), "none");
  }

  /** Tells whether a page says that another one follows; the total counts if nothing else does. */
  static boolean isFollowed(JsonNode page, Pagination pagination, long itemsSoFar) {
    return pagination.hasNext().isEmpty()
        ? page.at(pagination.total()).asLong() > itemsSoFar
        : page.at(pagination.hasNext()).asBoolean();
  }

  /** Tells whether a response is a page that another one follows. */
  public static boolean isFollowed(OperationResponse response) {
    return response
        .request()
        .operation()
        .pagination()
        .filter(pagination -> isFollowed(response.json(), pagination, items(response).size()))
        .isPresent();
  }

  /**
   * Returns the request for the first page, as large as possible; as it is if there are no pages.
   */
  public static OperationRequest largest(OperationRequest request) {
    Operation operation = request.operation();
    return operation
        .pagination()
        .map(pages -> request.withQuery(pages.perPage(), Integer.toString(largest(operation))))
        .orElse(request);
  }

  /** Returns the items of all pages. */
  public List<JsonNode> items() {
    return pages.stream().flatMap(page -> items(page).stream()).toList();
  }

  /** Returns the total according to the first page, or else the number of items that were read. */
  long total() {
    return pagination.total().isEmpty()
        ? items().size()
        : pages.get(0).json().at(pagination.total()).asLong();
  }

  /** Tells whether these are all pages; none follows an empty one, whatever it says. */
  boolean isComplete() {
    JsonNode last = pages.get(pages.size() - 1).json();
    return last.at(pagination.items()).isEmpty() || !isFollowed(last, pagination, items().size());
  }
}
