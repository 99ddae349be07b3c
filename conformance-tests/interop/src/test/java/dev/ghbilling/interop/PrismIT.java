package dev.ghbilling.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.GitHubBilling;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.error.ApiException;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Makes every call of the contract with the SDK, against a mock made from the same contract. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
final class PrismIT {
  private static final Contract CONTRACT = Contract.bundled();

  private PrismServer prism;

  @BeforeAll
  void start() throws IOException {
    prism =
        PrismServer.mock(
            Path.of(System.getProperty("interop.target"), "prism"),
            Path.of(System.getProperty("interop.contract")));
  }

  @AfterAll
  void stop() {
    prism.close();
  }

  static Stream<Operation> operations() {
    return CONTRACT.operations().stream();
  }

  @ParameterizedTest
  @MethodSource("operations")
  @Regression(
      input = "a mock that Prism makes from the contract",
      before = "406 to each call, which asked for another media type than the contract lists",
      now = "each call returns the documented example")
  void call_againstPrism_returnsTheDocumentedExample(Operation operation) throws Exception {
    JsonNode example = operation.success().body().flatMap(Body::example).orElseThrow().value();

    try (GitHubBilling billing = client().build()) {
      assertThat(new ContractCall(CONTRACT, operation).with(billing))
          .as(prism.log())
          .isEqualTo(example);
    }
  }

  static Stream<Arguments> errors() {
    return operations()
        .flatMap(
            operation ->
                operation.responses().keySet().stream()
                    .filter(status -> status >= 400)
                    .map(status -> Arguments.of(operation, status)));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void call_listedError_throwsWithItsStatus(Operation operation, int status) {
    try (GitHubBilling billing = client().header("Prefer", "code=" + status).build()) {
      assertThatExceptionOfType(ApiException.class)
          .isThrownBy(() -> new ContractCall(CONTRACT, operation).with(billing))
          .satisfies(
              error -> {
                assertThat(error.status()).as(prism.log()).isEqualTo(status);
                assertThat(error.apiMessage()).isNotEmpty();
              });
    }
  }

  static Stream<ExpectedExchange> exchanges() {
    return ExpectedExchange.all();
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void request_preferredResponse_getsIt(ExpectedExchange exchange) throws Exception {
    exchange.assertThatIs(
        exchange.send(prism.baseUrl(), "Prefer", exchange.preference()), prism.log());
  }

  private GitHubBilling.Builder client() {
    return GitHubBilling.builder()
        .baseUrl(prism.baseUrl())
        .enterprise("octo-enterprise")
        .token("ghp_token")
        .retryPolicy(RetryPolicy.NEVER);
  }
}
