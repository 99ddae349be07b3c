package dev.ghbilling.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.ContractResponse;
import dev.ghbilling.spec.Example;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.SampleValues;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The documented request of an operation, and a response that a server made from the contract has
 * to give: the example of this name, or any that the contract allows where it has no example.
 */
record ExpectedExchange(Operation operation, ContractResponse response, Optional<Example> example) {
  private static final Contract CONTRACT = Contract.bundled();
  private static final SampleValues SAMPLES = new SampleValues(CONTRACT);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** Returns one for each example of each response, and one for each response without examples. */
  static Stream<ExpectedExchange> all() {
    return CONTRACT.operations().stream()
        .flatMap(
            operation ->
                operation.responses().values().stream()
                    .flatMap(
                        response -> {
                          List<Example> examples =
                              response.body().map(Body::examples).orElse(List.of());
                          return examples.isEmpty()
                              ? Stream.of(
                                  new ExpectedExchange(operation, response, Optional.empty()))
                              : examples.stream()
                                  .map(
                                      example ->
                                          new ExpectedExchange(
                                              operation, response, Optional.of(example)));
                        }));
  }

  /** Tells whether a server gives this response to a request that doesn't ask for another. */
  boolean isDefault() {
    return response.status() == operation.success().status() && isFirstOfItsStatus();
  }

  boolean isFirstOfItsStatus() {
    return example.equals(response.body().flatMap(Body::example));
  }

  /** Tells whether a server may have a resource no more after the request. */
  boolean deletes() {
    return operation
        .resource()
        .filter(resource -> resource.does() == ResourceOperation.Action.DELETE)
        .isPresent();
  }

  /** Returns the header that asks a mock server for this response, as Prism understands it. */
  String preference() {
    return "code=" + response.status() + example.map(one -> ", example=" + one.name()).orElse("");
  }

  /** Sends the documented request, with these headers besides. */
  HttpResponse<String> send(URI baseUrl, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(baseUrl + path() + query()))
            .header("Authorization", "Bearer ghp_token")
            .header("Content-Type", "application/json")
            .method(
                operation.method(),
                operation
                    .requestBody()
                    .map(body -> HttpRequest.BodyPublishers.ofString(SAMPLES.of(body).toString()))
                    .orElse(HttpRequest.BodyPublishers.noBody()));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Asserts that a response is the expected one, to the last digit. */
  void assertThatIs(HttpResponse<String> received, String log) throws IOException {
    assertThat(received.statusCode())
        .as("%s%n%s", received.body(), log)
        .isEqualTo(response.status());
    if (response.body().isPresent()) {
      JsonNode document = ContractJson.MAPPER.readTree(received.body());
      assertThat(CONTRACT.violations(response.body().get().schema(), document)).isEmpty();
      example.ifPresent(one -> assertThat(document).isEqualTo(one.value()));
    }
  }

  private String path() {
    String path = operation.path();
    for (Parameter parameter : operation.parameters(Parameter.Location.PATH)) {
      String value = SAMPLES.documented(operation, parameter).get(0);
      path = path.replace("{" + parameter.name() + "}", encoded(value));
    }
    return path;
  }

  /** Returns the parameters that have an example: a row of the documented response matches them. */
  private String query() {
    String query =
        operation.parameters(Parameter.Location.QUERY).stream()
            .flatMap(
                parameter ->
                    parameter.examples().stream()
                        .flatMap(List::stream)
                        .map(text -> encoded(parameter.name()) + "=" + encoded(text)))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? "" : "?" + query;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return operation + " " + preference();
  }
}
