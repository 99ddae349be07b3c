package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.Mutant.Setting;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Pagination;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Servers that lose, repeat or miscount what they divide into pages. */
final class PagesMutants {
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
    return mutants.all.stream().map(mutant -> mutant.with(Setting.MANY_PAGES)).toList();
  }

  private void add() {
    String size = pagination.perPage();
    String page = pagination.page();
    asking("pages/size/1", "ignores " + size, asked -> asked.withoutQuery(size));
    asking(
        "pages/size/100",
        "at most 30 a page",
        asked ->
            asked.queryValue(size).filter("100"::equals).isPresent()
                ? asked.withQuery(size, "30")
                : asked);
    asking(
        "pages/size/30",
        "one less at 30",
        asked ->
            asked.queryValue(size).filter("30"::equals).isPresent()
                ? asked.withQuery(size, "29")
                : asked);
    asking(
        "pages/default",
        "100 unless told",
        asked -> asked.queryValue(size).isEmpty() ? asked.withQuery(size, "100") : asked);
    asking("pages/apart", "ignores " + page, asked -> asked.withoutQuery(page));
    asking(
        "pages/apart",
        "counts pages from 0",
        asked ->
            asked
                .queryValue(page)
                .map(number -> asked.withQuery(page, "" + (Integer.parseInt(number) + 1)))
                .orElse(asked));
    items(
        "pages/whole", "loses the last item of each page", items -> items.remove(items.size() - 1));
    items("pages/whole", "repeats an item", items -> items.set(items.size() - 1, items.path(0)));
    total("pages/whole", "one too many in the total", (number, value) -> value + 1);
    total("pages/whole", "one too few in the total", (number, value) -> value - 1);
    total("pages/total", "another total on each page", (number, value) -> value + number - 1);
    link("next", "none", "<[^>]*>; rel=\"next\"", "");
    link("next", "to the page after", "([?&]page=)2([^>]*>; rel=\"next\")", "$13$2");
    link("next", "forgets the size", "per_page=[0-9]+&?([^>]*>; rel=\"next\")", "$1");
    link("prev", "none", "<[^>]*>; rel=\"prev\"", "");
    link("prev", "to itself", "([?&]page=)1([^>]*>; rel=\"prev\")", "$12$2");
    link("last", "one page short", "([?&]page=)65([^>]*>; rel=\"last\")", "$164$2");
    link("first", "to page 2", "([?&]page=)1([^>]*>; rel=\"first\")", "$12$2");
  }

  private void asking(String aspect, String fault, UnaryOperator<Asked> change) {
    all.add(Mutant.of(operation.id() + "/" + aspect, fault, Way.asking(operation, change)));
  }

  private void items(String aspect, String fault, Consumer<ArrayNode> change) {
    answering(
        aspect,
        fault,
        sent ->
            sent.changing(
                body -> {
                  if (body.at(pagination.items()) instanceof ArrayNode items && items.size() > 1) {
                    change.accept(items);
                  }
                }));
  }

  private void total(String aspect, String fault, BiFunction<Integer, Long, Long> change) {
    all.add(
        Mutant.of(
            operation.id() + "/" + aspect,
            fault,
            (asked, origin) -> {
              Sent sent = origin.send(asked);
              int number = asked.queryValue(pagination.page()).map(Integer::parseInt).orElse(1);
              return asked.isFor(operation) && sent.isSuccessful()
                  ? sent.changing(body -> change(body, number, change))
                  : sent;
            }));
  }

  private void change(ObjectNode body, int number, BiFunction<Integer, Long, Long> change) {
    String key = pagination.total().substring(1);
    JsonNode total = body.path(key);
    body.put(key, change.apply(number, total.asLong()));
  }

  private void link(String relation, String fault, String pattern, String replacement) {
    answering(
        "pages/link/" + relation,
        fault,
        sent ->
            sent.header("Link")
                .map(link -> sent.withHeader("Link", link.replaceAll(pattern, replacement)))
                .orElse(sent));
  }

  private void answering(String aspect, String fault, UnaryOperator<Sent> change) {
    all.add(Mutant.of(operation.id() + "/" + aspect, fault, Way.answering(operation, change)));
  }
}
