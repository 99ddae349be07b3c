package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Pagination;
import java.util.ArrayList;
import java.util.List;

/**
 * The pages of an operation from the first on, as long as there are items left.
 *
 * @param perPage how many items were asked for on each page
 * @param pages the answers
 * @param total how many items there are, as the first page says
 */
record PageWalk(Pagination pagination, int perPage, List<Reply> pages, long total) {
  /**
   * Reads pages.
   *
   * @param most how many at most
   */
  static PageWalk of(Session session, Operation operation, int perPage, int most)
      throws InterruptedException {
    Pagination pagination = operation.pagination().orElseThrow();
    return session.once(
        "pages %s %d %d".formatted(operation, perPage, most),
        PageWalk.class,
        () -> {
          List<Reply> pages = new ArrayList<>();
          long read = 0;
          long total = Long.MAX_VALUE;
          while (pages.size() < most && read < total) {
            Call call =
                session
                    .call(operation)
                    .withQuery(pagination.perPage(), Integer.toString(perPage))
                    .withQuery(pagination.page(), Integer.toString(pages.size() + 1));
            Reply page = session.answer(call);
            Expectation.successful(page).orEnd();
            isPage(page, pagination).orEnd();
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

  /** Whether an answer has items and their total. */
  static Verdict isPage(Reply reply, Pagination pagination) {
    if (!reply.json().at(pagination.items()).isArray()) {
      return Verdict.failed(reply.call(), "items at " + pagination.items(), "none");
    }
    return reply.json().at(pagination.total()).isIntegralNumber()
        ? Verdict.passed()
        : Verdict.failed(reply.call(), "a total at " + pagination.total(), "none");
  }

  List<JsonNode> items() {
    List<JsonNode> items = new ArrayList<>();
    pages.forEach(page -> page.json().at(pagination.items()).forEach(items::add));
    return items;
  }

  /** Whether the pages that were read are all there are. */
  boolean isWhole() {
    return (long) pages.size() * perPage >= total;
  }
}
