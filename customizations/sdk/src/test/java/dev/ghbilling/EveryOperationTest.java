package dev.ghbilling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.fixture.Documented;
import dev.ghbilling.fixture.NumberTexts;
import dev.ghbilling.fixture.OperationCall;
import dev.ghbilling.http.BillingJson;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spec.Operation;
import feign.TypedResponse;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of the contract can be called, and brings its documented example. */
class EveryOperationTest {
  private static final String CREATE_EXPORT = "createUsageReportExport";

  private static final Map<String, Object> KNOWN = Map.of("enterprise", "octo-enterprise");

  static List<Operation> operations() {
    return Documented.CONTRACT.operations();
  }

  static List<Operation> exampleOperations() {
    return operations().stream().filter(op -> !op.id().equals(CREATE_EXPORT)).toList();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void hasAMethodOfItsName(Operation operation) throws Exception {
    assertThat(api(operation).getMethods())
        .extracting(Method::getName)
        .contains(operation.id(), operation.id() + "WithHttpInfo");
  }

  @ParameterizedTest
  @MethodSource("exampleOperations")
  void bringsTheDocumentedExample(Operation operation) throws Exception {
    JsonNode example = operation.success().body().orElseThrow().example().orElseThrow().value();

    assertThat(NumberTexts.of(answer(operation))).isEqualTo(NumberTexts.of(example.toString()));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void bringsTheDocumentedStatusBesideTheAnswer(Operation operation) throws Exception {
    Object response = call(operation, operation.id() + "WithHttpInfo");

    assertThat(((TypedResponse<?>) response).status()).isEqualTo(operation.success().status());
  }

  @Test
  void createdExportIsTheDocumentedOneWithAnIdOfItsOwnAndStillProcessing() throws Exception {
    Operation create = Documented.CONTRACT.operation(CREATE_EXPORT).orElseThrow();
    ObjectNode example =
        (ObjectNode) create.success().body().orElseThrow().example().orElseThrow().value();
    ObjectNode expected = example.deepCopy().without(List.of("id", "created_at", "download_urls"));
    expected.put("status", "processing");

    ObjectNode created = (ObjectNode) BillingJson.mapper().readTree(answer(create));

    assertThat(created.path("id").asText()).isNotEqualTo(example.path("id").asText());
    assertThat(created.without(List.of("id", "created_at")).toString())
        .isEqualTo(expected.toString());
  }

  private static String answer(Operation operation) throws Exception {
    return BillingJson.mapper().writeValueAsString(call(operation, operation.id()));
  }

  private static Object call(Operation operation, String name) throws Exception {
    try (Sandbox sandbox = Sandbox.builder().start();
        GitHubBilling billing =
            GitHubBilling.builder()
                .baseUrl(sandbox.baseUrl())
                .enterprise(sandbox.enterprise())
                .token("ghp_every")
                .build()) {
      return new OperationCall(operation, name, KNOWN).by(billing::api);
    }
  }

  private static Class<?> api(Operation operation) {
    return new OperationCall(operation, operation.id(), KNOWN).api();
  }
}
