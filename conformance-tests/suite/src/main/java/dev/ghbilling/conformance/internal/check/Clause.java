package dev.ghbilling.conformance.internal.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Builds the names of clauses: JSON pointers into the contract, or what asks for it where the
 * contract says nothing.
 */
public final class Clause {
  private Clause() {}

  /** Points to a response by its status. */
  public static String response(Operation operation, int status) {
    return responses(operation) + "/" + status;
  }

  /** Points to a response that rejects a request, or else names GitHub's custom for all errors. */
  public static String error(Operation operation, Set<Integer> statuses) {
    return statuses.stream()
        .filter(status -> operation.responses().containsKey(status))
        .min(Comparator.naturalOrder())
        .map(status -> response(operation, status))
        .orElse(guideline("an error is JSON with a message"));
  }

  /** Points to the content of a response in one media type. */
  public static String content(Operation operation, int status, String contentType) {
    return response(operation, status) + "/content/" + escape(contentType);
  }

  /** Tells whether the successful response of an operation has a header. */
  public static boolean hasHeader(Contract contract, Operation operation, String name) {
    int success = operation.success().status();
    return contract
        .resolve(operation.node().path("responses").path(Integer.toString(success)))
        .path("headers")
        .has(name);
  }

  /** Points to the operation's own parameter, or else to the one shared by the whole path. */
  public static String parameter(Contract contract, Operation operation, Parameter parameter) {
    JsonNode item = contract.document().path("paths").path(operation.path());
    return position(contract, operation.node().path("parameters"), parameter)
        .map(position -> of(operation) + "/parameters/" + position)
        .or(
            () ->
                position(contract, item.path("parameters"), parameter)
                    .map(position -> path(operation) + "/parameters/" + position))
        .orElseThrow(
            () -> new IllegalStateException(operation + " has no parameter " + parameter.name()));
  }

  /** Points to an extension of a parameter, which may be shared by several operations. */
  public static String extension(
      Contract contract, Operation operation, Parameter parameter, String name) {
    String pointer = parameter(contract, operation, parameter);
    String reference = contract.document().at(pointer).path("$ref").asText();
    return (reference.isEmpty() ? pointer : reference.substring(1)) + "/" + name;
  }

  /** Points to an extension of the operation, or into it. */
  public static String extension(Operation operation, String pointer) {
    return of(operation) + "/" + pointer;
  }

  /** Points to the request body. */
  public static String requestBody(Operation operation) {
    return of(operation) + "/requestBody";
  }

  /** Points to all responses. */
  public static String responses(Operation operation) {
    return of(operation) + "/responses";
  }

  /** Names a section of an RFC. */
  public static String rfc(int number, String section) {
    return "RFC %d, section %s".formatted(number, section);
  }

  /** Names a guideline, in a sentence. */
  public static String guideline(String sentence) {
    return "guideline: " + sentence;
  }

  /** Points to the security requirement, if the operation has one. */
  public static Optional<String> security(Contract contract, Operation operation) {
    boolean own = operation.node().has("security");
    JsonNode required = (own ? operation.node() : contract.document()).path("security");
    return required.isEmpty()
        ? Optional.empty()
        : Optional.of(own ? of(operation) + "/security" : "/security");
  }

  private static Optional<Integer> position(
      Contract contract, JsonNode parameters, Parameter parameter) {
    for (int i = 0; i < parameters.size(); i++) {
      JsonNode candidate = contract.resolve(parameters.path(i));
      if (candidate.path("name").asText().equals(parameter.name())
          && candidate.path("in").asText().equalsIgnoreCase(parameter.in().name())) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static String of(Operation operation) {
    return path(operation) + "/" + operation.method().toLowerCase(Locale.ROOT);
  }

  private static String path(Operation operation) {
    return "/paths/" + escape(operation.path());
  }

  private static String escape(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }
}
