package dev.ghbilling.spec.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rule that clients ask for what responses are: the default of an operation's {@code Accept}
 * has to name every media type that its responses list. Otherwise a strict server would respond
 * with 406 to a client that follows the contract.
 */
final class AcceptHeader {
  private AcceptHeader() {}

  /** Returns a message for each response with a media type that its operation doesn't ask for. */
  static List<String> faults(JsonNode document) {
    Contract contract = Contract.of(document);
    List<String> faults = new ArrayList<>();
    for (Operation operation : contract.operations()) {
      for (Parameter header : operation.parameters(Parameter.Location.HEADER)) {
        if (header.name().equalsIgnoreCase("Accept") && header.schema().has("default")) {
          compare(contract, operation, header.schema().path("default").asText(), faults);
        }
      }
    }
    return faults;
  }

  private static void compare(
      Contract contract, Operation operation, String accept, List<String> faults) {
    Set<String> asked =
        Stream.of(accept.split(",", -1)).map(AcceptHeader::type).collect(Collectors.toSet());
    for (Map.Entry<String, JsonNode> response : operation.node().path("responses").properties()) {
      for (Map.Entry<String, JsonNode> content :
          contract.resolve(response.getValue()).path("content").properties()) {
        if (!asked.contains(type(content.getKey())) && !asked.contains("*/*")) {
          faults.add(
              "%s, response %s: the default of Accept, %s, doesn't name %s"
                  .formatted(operation.id(), response.getKey(), accept, content.getKey()));
        }
      }
    }
  }

  /** Returns a media type without its parameters. */
  private static String type(String mediaType) {
    return mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
