package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Pagination;
import java.util.ArrayList;
import java.util.List;

/**
 * A sequence of an operation's pages, read from the first page on.
 *
 * @param perPage the requested number of items a page
 * @param pages the responses
 * @param total the total number of items according to the first page
 */
record PageWalk(Pagination pagination, int perPage, List<OperationResponse> pages, long total) {
  /**
   * Reads pages until all items are read.
   *
   * @param maxPages the most pages to read
   */
  static PageWalk of(CheckContext context, Operation operation, int perPage, int maxPages)
      throws InterruptedException {
    Pagination pagination = operation.pagination().orElseThrow();
    return context.memoize(
        "pages %s %d %d".formatted(operation, perPage, maxPages),
        PageWalk.class,
        () -> {
          List<OperationResponse> pages = new ArrayList<>();
          long read = 0;
          long total = Long.MAX_VALUE;
          while (pages.size() < maxPages && read < total) {
            OperationRequest request =
                context
                    .request(operation)
                    .withQuery(pagination.perPage(), Integer.toString(perPage))
                    .withQuery(pagination.page(), Integer.toString(pages.size() + 1));
            OperationResponse page = context.response(request);
            Expectation.successful(page).orThrow();
            isPage(page, pagination).orThrow();
            pages.add(page);
            total = page.json().at(pagination.total()).asLong();
            int items = page.json().at(pagination.items()).size();
            if (items == 0) {
              break;
            }
            read += items;
          }
          return new PageWalk(
              pagination,
              perPage,
              List.copyOf(pages),
              pages.get(0).json().at(pagination.total()).asLong());
        });
  }

  /** Expects a response with items and their total. */
  static Verdict isPage(OperationResponse response, Pagination pagination) {
    if (!response.json().at(pagination.items()).isArray()) {
      return Verdict.failed(response.request(), "items at " + pagination.items(), "none");
    }
    return response.json().at(pagination.total()).isIntegralNumber()
        ? Verdict.passed()
        : Verdict.failed(response.request(), "a total at " + pagination.total(), "none");
  }

  /** Returns the items of all pages. */
  List<JsonNode> items() {
    List<JsonNode> items = new ArrayList<>();
    pages.forEach(page -> page.json().at(pagination.items()).forEach(items::add));
    return items;
  }

  /** Tells whether these are all pages. */
  boolean isComplete() {
    return (long) pages.size() * perPage >= total;
  }
}
