package dev.ghbilling.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One operation of the contract.
 *
 * @param id the operation's id, as {@code getUsageReport}
 * @param method the HTTP method in capitals
 * @param path the path with its parameters in braces, below the server's URL
 * @param tag the first tag, which names the generated interface
 * @param parameters all parameters, those of the path item included
 * @param requestBody what the request carries, if it carries anything
 * @param requestBodyRequired whether a request without a body is malformed
 * @param answers the documented answers by status
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
    SortedMap<Integer, Answer> answers,
    JsonNode node) {

  /** The answer that says the operation did what it is for: the lowest documented 2xx. */
  public Answer success() {
    return answers.values().stream()
        .filter(answer -> answer.status() / 100 == 2)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(id + " documents no 2xx answer"));
  }

  /** The parameters of one place. */
  public List<Parameter> parameters(Parameter.Location in) {
    return parameters.stream().filter(parameter -> parameter.in() == in).toList();
  }

  /** How the answer is divided into pages, if it is. */
  public Optional<Pagination> pagination() {
    JsonNode pages = node.get("x-pagination");
    return pages == null
        ? Optional.empty()
        : Optional.of(
            new Pagination(
                pages.path("page").asText(),
                pages.path("perPage").asText(),
                pages.path("items").asText(),
                pages.path("total").asText()));
  }

  @Override
  public String toString() {
    return id;
  }
}
