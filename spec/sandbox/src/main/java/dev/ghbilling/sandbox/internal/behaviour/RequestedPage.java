package dev.ghbilling.sandbox.internal.behaviour;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.sandbox.internal.api.ValidRequest;
import dev.ghbilling.sandbox.internal.http.QueryString;
import dev.ghbilling.sandbox.internal.http.ServerRequest;
import dev.ghbilling.sandbox.internal.http.ServerResponse;
import dev.ghbilling.spec.Pagination;
import java.util.ArrayList;
import java.util.List;

/** The page of a document that a request asks for. */
record RequestedPage(Pagination pagination, ValidRequest request) {
  private static final int DEFAULT_PER_PAGE = 30;

  /** Responds with the page, after removing all other items from the document. */
  ServerResponse respond(JsonNode document) {
    if (!(document.at(pagination.items()) instanceof ArrayNode items)) {
      throw new IllegalStateException(
          request.operation().id() + " has no array at " + pagination.items());
    }
    int total = items.size();
    long page = request.integer(pagination.page()).orElse(1);
    int perPage = request.integer(pagination.perPage()).orElse(DEFAULT_PER_PAGE);
    int last = Math.max(1, (total + perPage - 1) / perPage);
    int from = (int) Math.min(total, (page - 1) * perPage);
    List<JsonNode> slice = new ArrayList<>();
    for (int i = from; i < Math.min(total, from + perPage); i++) {
      slice.add(items.get(i));
    }
    items.removeAll().addAll(slice);
    if (document instanceof ObjectNode object && !pagination.total().isEmpty()) {
      JsonPlace.set(object, JsonPointer.compile(pagination.total()), IntNode.valueOf(total));
    }
    if (document instanceof ObjectNode object && !pagination.hasNext().isEmpty()) {
      JsonPlace.set(
          object, JsonPointer.compile(pagination.hasNext()), BooleanNode.valueOf(page < last));
    }
    ServerResponse response = request.success(document);
    // Where the document itself tells whether there is a next page, no header does.
    return last == 1 || !pagination.hasNext().isEmpty()
        ? response
        : response.withHeader("Link", links(request.request(), page, last));
  }

  private String links(ServerRequest received, long page, int last) {
    List<String> links = new ArrayList<>();
    if (page > 1) {
      links.add(link(received, Math.min(page - 1, last), "prev"));
    }
    if (page < last) {
      links.add(link(received, page + 1, "next"));
      links.add(link(received, last, "last"));
    }
    if (page > 1) {
      links.add(link(received, 1, "first"));
    }
    return String.join(", ", links);
  }

  private String link(ServerRequest received, long page, String relation) {
    String query = QueryString.parse(received.query()).with(pagination.page(), Long.toString(page));
    return "<%s%s?%s>; rel=\"%s\"".formatted(received.origin(), received.path(), query, relation);
  }
}
