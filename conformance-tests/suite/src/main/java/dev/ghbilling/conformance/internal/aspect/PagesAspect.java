package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.http.PageLinks;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Pagination;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks that the server returns pages of the requested size that together contain every item
 * exactly once.
 */
public final class PagesAspect implements Aspect {
  private static final int FIRST_PAGES = 5;

  @Override
  public void derive(Operation operation, Checklist checklist) {
    operation.pagination().ifPresent(pagination -> derive(operation, pagination, checklist));
  }

  private static void derive(Operation operation, Pagination pagination, Checklist checklist) {
    String clause = Clause.extension(operation, "x-pagination");
    int smallest = PageWalk.size(operation).path("minimum").asInt(1);
    int largest = PageWalk.largest(operation);
    int standard = PageWalk.standard(operation);
    checklist.add(
        operation,
        "pages/default",
        clause,
        context -> sized(context.successfulResponse(operation), pagination, standard));
    for (int perPage : new TreeSet<>(List.of(smallest, standard, largest))) {
      checklist.add(
          operation,
          "pages/size/" + perPage,
          clause,
          context -> sized(walk(context, operation, perPage).pages().get(0), pagination, perPage));
    }
    checklist.add(
        operation, "pages/whole", clause, context -> complete(PageWalk.whole(context, operation)));
    checklist.add(
        operation,
        "pages/apart",
        clause,
        context -> {
          PageWalk whole = PageWalk.whole(context, operation);
          Verdict medium = consistent(walk(context, operation, standard), whole);
          return medium.outcome() == Outcome.FAILED
              ? medium
              : consistent(walk(context, operation, smallest), whole);
        });
    checklist.add(
        operation,
        "pages/last",
        clause,
        context -> last(context, PageWalk.whole(context, operation), smallest));
    if (!pagination.total().isEmpty()) {
      checklist.add(
          operation,
          "pages/total",
          clause,
          context -> sameTotal(walk(context, operation, smallest)));
    }
    if (!pagination.hasNext().isEmpty()) {
      checklist.add(
          operation,
          "pages/has-next",
          clause,
          context ->
              announced(walk(context, operation, smallest), PageWalk.whole(context, operation)));
    }
    if (Clause.hasHeader(checklist.contract(), operation, "Link")) {
      for (String relation : List.of("next", "prev", "first", "last")) {
        checklist.add(
            operation,
            "pages/link/" + relation,
            clause,
            context -> linked(walk(context, operation, smallest), relation));
      }
    }
  }

  private static PageWalk walk(CheckContext context, Operation operation, int perPage)
      throws InterruptedException {
    return PageWalk.of(context, operation, perPage, FIRST_PAGES);
  }

  private static Verdict sized(OperationResponse page, Pagination pagination, int perPage) {
    PageWalk.isPage(page, pagination).orThrow();
    int actual = page.json().at(pagination.items()).size();
    boolean followed = PageWalk.isFollowed(page.json(), pagination, actual);
    if (followed ? actual != perPage : actual > perPage) {
      return Verdict.failed(page.request(), perPage + " items", Integer.toString(actual));
    }
    boolean apart = followed || actual > PageWalk.standard(page.request().operation());
    return apart
        ? Verdict.passed()
        : Verdict.notApplicable("%d items are too few to tell page sizes apart".formatted(actual));
  }

  private static Verdict complete(PageWalk walk) {
    List<JsonNode> items = walk.items();
    OperationResponse first = walk.pages().get(0);
    Set<JsonNode> distinct = new HashSet<>(items);
    if (distinct.size() < items.size()) {
      return Verdict.failed(
          first.request(),
          "every item exactly once",
          (items.size() - distinct.size()) + " duplicates among " + items.size() + " items");
    }
    if (!walk.isComplete()) {
      return Verdict.notApplicable(
          "there are %d items; the first %d pages have no duplicates"
              .formatted(walk.total(), PageWalk.MAX_PAGES));
    }
    if (items.isEmpty() && walk.total() == 0) {
      return Verdict.notApplicable("there are no items");
    }
    return items.size() == walk.total()
        ? Verdict.passed()
        : Verdict.failed(
            first.request(), walk.total() + " items on all pages", Integer.toString(items.size()));
  }

  /** Compares small pages with large ones item by item. */
  private static Verdict consistent(PageWalk small, PageWalk large) {
    List<JsonNode> fromSmall = small.items();
    List<JsonNode> fromLarge = large.items();
    if (small.pages().size() < 2 && small.isComplete()) {
      return Verdict.notApplicable("all items fit on one page");
    }
    for (int i = 0; i < fromSmall.size(); i++) {
      if (i >= fromLarge.size() || !fromSmall.get(i).equals(fromLarge.get(i))) {
        return Verdict.failed(
            small.pages().get(Math.min(i / small.perPage(), small.pages().size() - 1)).request(),
            "item %d to be the same on small and large pages".formatted(i + 1),
            "a different item");
      }
    }
    long expected = Math.min(large.total(), (long) FIRST_PAGES * small.perPage());
    return fromSmall.size() == expected
        ? Verdict.passed()
        : Verdict.failed(
            small.pages().get(small.pages().size() - 1).request(),
            expected + " items up to this page",
            Integer.toString(fromSmall.size()));
  }

  /** Expects the last item on the last page, and nothing on a page after that. */
  private static Verdict last(CheckContext context, PageWalk whole, int perPage)
      throws InterruptedException {
    List<JsonNode> items = whole.items();
    int pages = (items.size() + perPage - 1) / perPage;
    if (!whole.isComplete() || pages < 2) {
      return Verdict.notApplicable(
          "all items fit on one page, or there are too many pages to read");
    }
    Operation operation = whole.pages().get(0).request().operation();
    OperationResponse last =
        PageWalk.page(context.request(operation), perPage, pages, context::response);
    List<JsonNode> expected = items.subList((pages - 1) * perPage, items.size());
    List<JsonNode> actual = PageWalk.items(last);
    if (!actual.equals(expected)) {
      return Verdict.failed(
          last.request(),
          "the last %d of %d items".formatted(expected.size(), items.size()),
          actual.isEmpty() ? "none" : "others, " + actual.size());
    }
    if (PageWalk.isFollowed(last.json(), whole.pagination(), items.size())) {
      return Verdict.failed(last.request(), "no page after the last item", "another one announced");
    }
    isEmpty(PageWalk.page(context.request(operation), perPage, pages + 1, context::response))
        .orThrow();
    return isEmpty(farBeyond(context, operation));
  }

  /** Returns a page whose offset is 0 when it is computed with 32 bits. */
  private static OperationResponse farBeyond(CheckContext context, Operation operation)
      throws InterruptedException {
    int largest = PageWalk.largest(operation);
    int size = largest < 4 ? largest : largest - largest % 4;
    long page = (1L << 32) / Integer.lowestOneBit(size) + 1;
    return PageWalk.page(
        context.request(operation),
        size,
        (int) Math.min(page, Integer.MAX_VALUE),
        context::response);
  }

  /** Expects no items on a page after the last one, which a server may also refuse. */
  private static Verdict isEmpty(OperationResponse after) {
    boolean refused = after.status() / 100 == 4;
    int more = after.isSuccessful() ? PageWalk.items(after).size() : 0;
    return more == 0 && (refused || after.isSuccessful())
        ? Verdict.passed()
        : Verdict.failed(
            after.request(),
            "no items after the last page",
            "%d, with HTTP %d".formatted(more, after.status()));
  }

  private static Verdict sameTotal(PageWalk walk) {
    for (OperationResponse page : walk.pages()) {
      JsonNode total = page.json().at(walk.pagination().total());
      if (total.asLong() != walk.total()) {
        return Verdict.failed(
            page.request(), "the total of the first page, " + walk.total(), "" + total);
      }
    }
    return walk.pages().size() > 1
        ? Verdict.passed()
        : Verdict.notApplicable("all items fit on one page");
  }

  private static Verdict announced(PageWalk small, PageWalk large) {
    int total = large.items().size();
    for (PageWalk walk : List.of(large, small)) {
      for (int number = 1; number <= walk.pages().size(); number++) {
        OperationResponse page = walk.pages().get(number - 1);
        JsonNode hasNext = page.json().at(walk.pagination().hasNext());
        boolean expected = (long) number * walk.perPage() < total;
        if (hasNext.asBoolean() != expected) {
          return Verdict.failed(
              page.request(),
              "%s at %s, of %d items".formatted(expected, walk.pagination().hasNext(), total),
              hasNext.toString());
        }
      }
    }
    return total > small.perPage()
        ? Verdict.passed()
        : Verdict.notApplicable("all items fit on one page");
  }

  private static Verdict linked(PageWalk walk, String relation) {
    long last = Math.max(1, (walk.total() + walk.perPage() - 1) / walk.perPage());
    if (last == 1) {
      return Verdict.notApplicable("all items fit on one page");
    }
    for (int number = 1; number <= walk.pages().size(); number++) {
      OperationResponse page = walk.pages().get(number - 1);
      Map<String, String> links = PageLinks.parse(page.headers().allValues("Link"));
      long expected =
          switch (relation) {
            case "next" -> number < last ? number + 1 : 0;
            case "prev" -> number > 1 ? number - 1 : 0;
            case "first" -> number > 1 ? 1 : 0;
            default -> number < last ? last : 0;
          };
      String link = links.get(relation);
      boolean optional = relation.equals("first") || relation.equals("last");
      if (expected == 0 ? link != null && !optional : link == null) {
        return Verdict.failed(
            page.request(),
            (expected == 0 ? "no" : "a") + " link to the " + relation + " page",
            link == null ? "none" : link);
      }
      if (expected != 0 && link != null) {
        String pageNumber = PageLinks.query(link, walk.pagination().page());
        String size = PageLinks.query(link, walk.pagination().perPage());
        if (!pageNumber.equals(Long.toString(expected))
            || !size.equals(Integer.toString(walk.perPage()))) {
          return Verdict.failed(
              page.request(),
              "a link to page %d of %d items each".formatted(expected, walk.perPage()),
              link);
        }
      }
    }
    return Verdict.passed();
  }
}
