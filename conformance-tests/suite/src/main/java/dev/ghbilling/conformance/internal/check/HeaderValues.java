package dev.ghbilling.conformance.internal.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.SampleValues;
import java.util.List;

/**
 * The values that the contract lists for a header of requests, such as the versions of the API. A
 * server refuses any other value with 400.
 *
 * @param header the header parameter, whose schema enumerates its values
 * @param listed the values
 */
public record HeaderValues(Parameter header, List<String> listed) {
  /** A date before the first version of any API, which no list will have. */
  private static final String UNLISTED_DATE = "2000-01-01";

  /** Returns those of an operation; of a header whose values aren't enumerated, there are none. */
  public static List<HeaderValues> of(Operation operation) {
    return operation.parameters(Parameter.Location.HEADER).stream()
        .filter(header -> header.schema().has("enum"))
        .map(
            header ->
                new HeaderValues(
                    header,
                    header.schema().path("enum").valueStream().map(JsonNode::asText).toList()))
        .toList();
  }

  public String name() {
    return header.name();
  }

  /** Returns the listed values that aren't sent by default. */
  public List<String> others() {
    String usual = header.schema().path("default").asText();
    return listed.stream().filter(value -> !value.equals(usual)).toList();
  }

  /** Returns a value of the same form that the contract doesn't list. */
  public String unlisted() {
    boolean dates = listed.stream().allMatch(value -> value.matches("\\d{4}-\\d{2}-\\d{2}"));
    return dates ? UNLISTED_DATE : SampleValues.UNKNOWN_ID;
  }

  /** Returns a copy of a request that has a value which isn't listed. */
  public OperationRequest unlisted(OperationRequest request) {
    return request.withHeader(name(), unlisted());
  }
}
