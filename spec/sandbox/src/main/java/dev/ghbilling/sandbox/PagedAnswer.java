package dev.ghbilling.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Example;
import dev.ghbilling.spec.Pagination;
import java.util.ArrayList;
import java.util.List;

/** The documented example of an operation, one page of it at a time. */
final class PagedAnswer implements Behaviour {
  private final Pagination pagination;

  PagedAnswer(Pagination pagination) {
    this.pagination = pagination;
  }

  @Override
  public Reply answer(Call call) {
    JsonNode document =
        call.operation()
            .success()
            .body()
            .flatMap(Body::example)
            .map(Example::value)
            .orElseThrow(
                () -> Refusal.of(501, "The contract has no example of " + call.operation().id()))
            .deepCopy();
    if (!(document.at(pagination.items()) instanceof ArrayNode items)) {
      throw new IllegalStateException(
          call.operation().id() + " has no array at " + pagination.items());
    }
    long page = call.integer(pagination.page()).orElse(1);
    int perPage = call.integer(pagination.perPage()).orElse(30);
    int last = Math.max(1, (items.size() + perPage - 1) / perPage);
    int from = (int) Math.min(items.size(), (page - 1) * perPage);
    int to = Math.min(items.size(), from + perPage);
    List<JsonNode> slice = new ArrayList<>();
    for (int i = from; i < to; i++) {
      slice.add(items.get(i));
    }
    items.removeAll().addAll(slice);
    Reply reply = call.success(document);
    return last == 1 ? reply : reply.with("Link", links(call, page, last));
  }

  private String links(Call call, long page, int last) {
    List<String> links = new ArrayList<>();
    if (page > 1) {
      links.add(link(call, Math.min(page - 1, last), "prev"));
    }
    if (page < last) {
      links.add(link(call, page + 1, "next"));
      links.add(link(call, last, "last"));
    }
    if (page > 1) {
      links.add(link(call, 1, "first"));
    }
    return String.join(", ", links);
  }

  private String link(Call call, long page, String relation) {
    Request request = call.request();
    String query = Query.parse(request.query()).with(pagination.page(), Long.toString(page));
    return "<%s%s?%s>; rel=\"%s\"".formatted(request.origin(), request.path(), query, relation);
  }
}
