package dev.ghbilling.sandbox.internal.behaviour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.ghbilling.sandbox.internal.api.Behaviour;
import dev.ghbilling.sandbox.internal.api.ValidRequest;
import dev.ghbilling.sandbox.internal.http.QueryString;
import dev.ghbilling.sandbox.internal.http.ServerRequest;
import dev.ghbilling.sandbox.internal.http.ServerResponse;
import dev.ghbilling.spec.Pagination;
import java.util.ArrayList;
import java.util.List;

/** A behaviour that responds with one page of the operation's documented example. */
final class PagedExampleBehaviour implements Behaviour {
  private static final int DEFAULT_PER_PAGE = 30;

  private final Pagination pagination;

  PagedExampleBehaviour(Pagination pagination) {
    this.pagination = pagination;
  }

  @Override
  public ServerResponse respond(ValidRequest request) {
    JsonNode document = SelectedExample.of(request);
    if (!(document.at(pagination.items()) instanceof ArrayNode items)) {
      throw new IllegalStateException(
          request.operation().id() + " has no array at " + pagination.items());
    }
    long page = request.integer(pagination.page()).orElse(1);
    int perPage = request.integer(pagination.perPage()).orElse(DEFAULT_PER_PAGE);
    int last = Math.max(1, (items.size() + perPage - 1) / perPage);
    int from = (int) Math.min(items.size(), (page - 1) * perPage);
    int to = Math.min(items.size(), from + perPage);
    List<JsonNode> slice = new ArrayList<>();
    for (int i = from; i < to; i++) {
      slice.add(items.get(i));
    }
    items.removeAll().addAll(slice);
    ServerResponse response = request.success(document);
    return last == 1 ? response : response.withHeader("Link", links(request.request(), page, last));
  }

  private String links(ServerRequest request, long page, int last) {
    List<String> links = new ArrayList<>();
    if (page > 1) {
      links.add(link(request, Math.min(page - 1, last), "prev"));
    }
    if (page < last) {
      links.add(link(request, page + 1, "next"));
      links.add(link(request, last, "last"));
    }
    if (page > 1) {
      links.add(link(request, 1, "first"));
    }
    return String.join(", ", links);
  }

  private String link(ServerRequest request, long page, String relation) {
    String query = QueryString.parse(request.query()).with(pagination.page(), Long.toString(page));
    return "<%s%s?%s>; rel=\"%s\"".formatted(request.origin(), request.path(), query, relation);
  }
}
