package dev.ghbilling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.error.NotFoundException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.fixture.Documented;
import dev.ghbilling.fixture.OperationCall;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import feign.TypedResponse;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of the contract can be called, and returns what the contract describes. */
class EveryOperationTest {
  private static final Map<String, Object> KNOWN = Map.of("enterprise", "octo-enterprise");

  static List<Operation> operations() {
    return Documented.CONTRACT.operations();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_ofTheContract_hasAMethodOfItsName(Operation operation) throws Exception {
    assertThat(api(operation).getMethods())
        .filteredOn(method -> !method.isDefault())
        .extracting(Method::getName)
        .contains(operation.id(), operation.id() + "WithHttpInfo");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_inTheSandbox_returnsWhatTheContractDescribes(Operation operation)
      throws Exception {
    JsonNode response = ApiJson.mapper().valueToTree(call(operation, operation.id()));

    operation
        .success()
        .body()
        .ifPresent(
            body -> assertThat(Documented.CONTRACT.violations(body.schema(), response)).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_withHttpInfo_returnsTheDocumentedStatus(Operation operation) throws Exception {
    Object response = call(operation, operation.id() + "WithHttpInfo");

    assertThat(((TypedResponse<?>) Objects.requireNonNull(response)).status())
        .isEqualTo(operation.success().status());
  }

  static List<Operation> operationsWithAQuery() {
    return operations().stream()
        .filter(operation -> !operation.parameters(Parameter.Location.QUERY).isEmpty())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("operationsWithAQuery")
  void query_omitted_sendsTheSameAsAnEmptyOne(Operation operation) throws Exception {
    try (RecordingServer server = new RecordingServer().respondWith(ScriptedResponse.of(404, ""));
        GitHubBilling billing = Clients.at(server.baseUrl()).build()) {
      for (String ending : endings(operation)) {
        OperationCall call = new OperationCall(operation, operation.id() + ending, KNOWN);
        assertThatThrownBy(() -> call.callWith(billing::api)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> call.callRequiredOnly(billing::api))
            .isInstanceOf(NotFoundException.class);
      }
      List<ReceivedRequest> requests = server.requests();
      assertThat(requests).hasSize(2 * endings(operation).size());
      assertThat(requests)
          .extracting(ReceivedRequest::method, ReceivedRequest::target, ReceivedRequest::body)
          .containsOnly(
              tuple(requests.get(0).method(), requests.get(0).target(), requests.get(0).body()));
    }
  }

  private static List<String> endings(Operation operation) {
    return Stream.of("", "WithHttpInfo", "Stream")
        .filter(
            ending ->
                Arrays.stream(api(operation).getMethods())
                    .anyMatch(method -> method.getName().equals(operation.id() + ending)))
        .toList();
  }

  private static @Nullable Object call(Operation operation, String name) throws Exception {
    try (Sandbox sandbox = Sandbox.builder().start();
        GitHubBilling billing =
            GitHubBilling.builder()
                .baseUrl(sandbox.baseUrl())
                .enterprise(sandbox.enterprise())
                .token("ghp_every")
                .build()) {
      return new OperationCall(operation, name, KNOWN).callWith(billing::api);
    }
  }

  private static Class<?> api(Operation operation) {
    return new OperationCall(operation, operation.id(), KNOWN).api();
  }
}
