package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Pagination;
import dev.ghbilling.spec.Parameter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Pages have the size that was asked for, and together have every item once. */
final class PagesAspect implements Aspect {
  /** How many pages are read at most of a long list. */
  static final int MOST = 50;

  private static final int FEW = 5;

  @Override
  public void derive(Operation operation, Checklist checklist) {
    operation
        .pagination()
        .ifPresent(
            pagination -> {
              String clause = Clause.extension(operation, "x-pagination");
              JsonNode size = schema(operation, pagination.perPage());
              int least = size.path("minimum").asInt(1);
              int most = largest(operation);
              int usual = size.path("default").asInt(30);
              checklist.add(
                  operation,
                  "pages/default",
                  clause,
                  session -> sized(session.accepted(operation), pagination, usual));
              for (int perPage : new int[] {least, usual, most}) {
                checklist.add(
                    operation,
                    "pages/size/" + perPage,
                    clause,
                    session ->
                        sized(
                            walk(session, operation, perPage).pages().get(0), pagination, perPage));
              }
              checklist.add(
                  operation,
                  "pages/whole",
                  clause,
                  session -> whole(PageWalk.of(session, operation, most, MOST)));
              checklist.add(
                  operation,
                  "pages/apart",
                  clause,
                  session ->
                      apart(
                          walk(session, operation, least),
                          PageWalk.of(session, operation, most, MOST)));
              checklist.add(
                  operation,
                  "pages/total",
                  clause,
                  session -> sameTotal(walk(session, operation, least)));
              for (String relation : List.of("next", "prev", "first", "last")) {
                checklist.add(
                    operation,
                    "pages/link/" + relation,
                    clause,
                    session -> linked(walk(session, operation, least), relation));
              }
            });
  }

  /** How many items a page may have at most. */
  static int largest(Operation operation) {
    String size = operation.pagination().orElseThrow().perPage();
    return schema(operation, size).path("maximum").asInt(100);
  }

  private static PageWalk walk(Session session, Operation operation, int perPage)
      throws InterruptedException {
    return PageWalk.of(session, operation, perPage, FEW);
  }

  private static JsonNode schema(Operation operation, String name) {
    return operation.parameters(Parameter.Location.QUERY).stream()
        .filter(parameter -> parameter.name().equals(name))
        .map(Parameter::schema)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(operation + " has no parameter " + name));
  }

  private static Verdict sized(Reply page, Pagination pagination, int perPage) {
    PageWalk.isPage(page, pagination).orEnd();
    long total = page.json().at(pagination.total()).asLong();
    long expected = Math.min(perPage, total);
    int actual = page.json().at(pagination.items()).size();
    if (actual != expected) {
      return Verdict.failed(page.call(), expected + " items", Integer.toString(actual));
    }
    int usual = schema(page.call().operation(), pagination.perPage()).path("default").asInt(30);
    return total > Math.min(perPage, usual)
        ? Verdict.passed()
        : Verdict.notApplicable("there are too few items to tell, " + total);
  }

  private static Verdict whole(PageWalk walk) {
    List<JsonNode> items = walk.items();
    Reply first = walk.pages().get(0);
    Set<JsonNode> distinct = new HashSet<>(items);
    if (distinct.size() < items.size()) {
      return Verdict.failed(
          first.call(),
          "every item once",
          (items.size() - distinct.size()) + " of " + items.size() + " again");
    }
    if (!walk.isWhole()) {
      return Verdict.notApplicable(
          "there are %d items; the first %d pages don't repeat any".formatted(walk.total(), MOST));
    }
    if (items.isEmpty() && walk.total() == 0) {
      return Verdict.notApplicable("there are no items");
    }
    return items.size() == walk.total()
        ? Verdict.passed()
        : Verdict.failed(
            first.call(), walk.total() + " items on all pages", Integer.toString(items.size()));
  }

  /** Small pages hold what stands in the same places of large ones. */
  private static Verdict apart(PageWalk small, PageWalk large) {
    List<JsonNode> few = small.items();
    List<JsonNode> many = large.items();
    if (small.pages().size() < 2 && small.isWhole()) {
      return Verdict.notApplicable("everything is on one page");
    }
    for (int i = 0; i < few.size(); i++) {
      if (i >= many.size() || !few.get(i).equals(many.get(i))) {
        return Verdict.failed(
            small.pages().get(Math.min(i / small.perPage(), small.pages().size() - 1)).call(),
            "the item that is number %d on large pages".formatted(i + 1),
            "another one");
      }
    }
    long expected = Math.min(small.total(), (long) FEW * small.perPage());
    return few.size() == expected
        ? Verdict.passed()
        : Verdict.failed(
            small.pages().get(small.pages().size() - 1).call(),
            expected + " items so far",
            Integer.toString(few.size()));
  }

  private static Verdict sameTotal(PageWalk walk) {
    for (Reply page : walk.pages()) {
      JsonNode total = page.json().at(walk.pagination().total());
      if (total.asLong() != walk.total()) {
        return Verdict.failed(
            page.call(), "the total of the first page, " + walk.total(), "" + total);
      }
    }
    return walk.pages().size() > 1
        ? Verdict.passed()
        : Verdict.notApplicable("everything is on one page");
  }

  private static Verdict linked(PageWalk walk, String relation) {
    long last = Math.max(1, (walk.total() + walk.perPage() - 1) / walk.perPage());
    if (last == 1) {
      return Verdict.notApplicable("everything is on one page");
    }
    for (int number = 1; number <= walk.pages().size(); number++) {
      Reply page = walk.pages().get(number - 1);
      Map<String, String> links = LinkHeader.parse(page.headers().allValues("Link"));
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
            page.call(),
            (expected == 0 ? "no" : "a") + " link to the " + relation + " page",
            link == null ? "none" : link);
      }
      if (expected != 0 && link != null) {
        String pageNumber = LinkHeader.query(link, walk.pagination().page());
        String size = LinkHeader.query(link, walk.pagination().perPage());
        if (!pageNumber.equals(Long.toString(expected))
            || !size.equals(Integer.toString(walk.perPage()))) {
          return Verdict.failed(
              page.call(),
              "a link to page %d of %d items each".formatted(expected, walk.perPage()),
              link);
        }
      }
    }
    return Verdict.passed();
  }
}
