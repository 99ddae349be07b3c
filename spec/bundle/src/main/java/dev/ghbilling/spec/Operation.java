package dev.ghbilling.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An operation of the contract.
 *
 * @param id the operation's id, such as {@code getUsageReport}
 * @param method the HTTP method in capitals
 * @param path the path with its parameters in braces, below the server's URL
 * @param tag the first tag, which names the generated interface
 * @param parameters all parameters, those of the path item included
 * @param requestBody the body of the request; empty if it has none
 * @param requestBodyRequired whether a request without a body is malformed
 * @param responses the documented responses by status
 * @param resource what the operation does to a stored resource; empty if it does nothing to one
 * @param node the operation as it stands in the document, for its descriptions and extensions
 */
public record Operation(
    String id,
    String method,
    String path,
    String tag,
    List<Parameter> parameters,
    Optional<Body> requestBody,
    boolean requestBodyRequired,
    SortedMap<Integer, ContractResponse> responses,
    Optional<ResourceOperation> resource,
    JsonNode node) {

  /**
   * Returns the response of a successful request: the documented one with the lowest 2xx status.
   *
   * @throws IllegalStateException when no 2xx is documented
   */
  public ContractResponse success() {
    return responses.values().stream()
        .filter(response -> response.status() / 100 == 2)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(id + " documents no 2xx response"));
  }

  /** Returns the parameters in the path, query, headers or cookies. */
  public List<Parameter> parameters(Parameter.Location in) {
    return parameters.stream().filter(parameter -> parameter.in() == in).toList();
  }

  /** Returns how the response is divided into pages; empty if it isn't. */
  public Optional<Pagination> pagination() {
    JsonNode pages = node.get("x-pagination");
    return pages == null
        ? Optional.empty()
        : Optional.of(
            new Pagination(
                pages.path("page").asText(),
                pages.path("perPage").asText(),
                pages.path("items").asText(),
                pages.path("total").asText(),
                pages.path("hasNext").asText()));
  }

  /** Returns which rows the response sums up; empty if it has no sums. */
  public Optional<Sums> sums() {
    return Optional.ofNullable(node.get("x-sums")).map(Sums::of);
  }

  /** Returns what the body of a request has to keep besides its schema. */
  public List<BodyRule> rules() {
    return BodyRule.of(node);
  }

  @Override
  public String toString() {
    return id;
  }
}
