package dev.ghbilling.pact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import au.com.dius.pact.consumer.ConsumerPactRunnerKt;
import au.com.dius.pact.consumer.MockServer;
import au.com.dius.pact.consumer.PactVerificationResult;
import au.com.dius.pact.consumer.model.MockProviderConfig;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Interaction;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.GitHubBilling;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.error.ApiException;
import dev.ghbilling.error.AuthenticationException;
import dev.ghbilling.error.BadRequestException;
import dev.ghbilling.error.ConflictException;
import dev.ghbilling.error.NotFoundException;
import dev.ghbilling.error.PermissionException;
import dev.ghbilling.error.RateLimitedException;
import dev.ghbilling.error.RetiredException;
import dev.ghbilling.error.ServerException;
import dev.ghbilling.spec.Contract;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the SDK against a server that knows nothing but the pact, once for each documented response:
 * a success returns its values, an error becomes the exception of its status. The build takes the
 * tested interactions as the pact.
 */
final class SdkPactTest {
  private static final Contract CONTRACT = Contract.bundled();
  private static final SdkInteractions INTERACTIONS = new SdkInteractions(CONTRACT);
  private static final Map<Integer, Class<? extends ApiException>> EXCEPTIONS =
      Map.of(
          400, BadRequestException.class,
          401, AuthenticationException.class,
          403, PermissionException.class,
          404, NotFoundException.class,
          409, ConflictException.class,
          410, RetiredException.class,
          422, BadRequestException.class,
          429, RateLimitedException.class);

  private static final Path USES = Path.of("../../customizations/sdk/contract-uses.txt");

  private static final List<V4Interaction> TESTED = new ArrayList<>();

  @TempDir private static Path folder;

  @TestFactory
  Stream<DynamicTest> call_anyExpectedResponse_isReadByTheSdk() {
    return ExpectedResponse.all(CONTRACT).stream()
        .map(documented -> dynamicTest(documented.toString(), () -> test(documented)));
  }

  /** The list of uses comes from the SDK's byte code, so that no call can be forgotten here. */
  @Test
  void calls_ofTheSdk_coverEveryOperationThatItUses() throws IOException {
    assertThat(SdkCalls.all())
        .extracting(SdkCall::operationId)
        .containsExactlyInAnyOrderElementsOf(
            Files.readAllLines(USES).stream()
                .filter(line -> line.startsWith("operation "))
                .map(line -> line.substring("operation ".length()))
                .toList());
  }

  @AfterAll
  static void write() throws IOException {
    SdkPact.write(TESTED, SdkPact.FOLDER);
    CONTRACT.operations().stream()
        .filter(operation -> !SdkCalls.offer(operation))
        .forEach(
            operation ->
                System.out.printf(
                    "Pact: no interaction for %s, because the SDK has no noun for it; use api(...)%n",
                    operation));
  }

  private static void test(ExpectedResponse documented) {
    SdkCall call = SdkCalls.of(documented.operation());
    V4Interaction tested = INTERACTIONS.of(documented);
    List<V4Interaction> all = new ArrayList<>();
    for (String before : call.before()) {
      all.add(INTERACTIONS.of(ExpectedResponse.success(CONTRACT.operation(before).orElseThrow())));
    }
    all.add(tested);

    PactVerificationResult result =
        ConsumerPactRunnerKt.runConsumerTest(
            SdkPact.of(all),
            MockProviderConfig.createDefault(PactSpecVersion.V4),
            (server, context) -> {
              context.setPactFolder(folder.resolve(documented.toString()).toString());
              check(documented, call, server);
              return true;
            });

    if (result instanceof PactVerificationResult.Error error
        && error.getError() instanceof AssertionError failed) {
      throw failed;
    }
    assertThat(result).isInstanceOf(PactVerificationResult.Ok.class);
    TESTED.add(tested);
  }

  private static void check(ExpectedResponse documented, SdkCall call, MockServer server)
      throws JsonProcessingException {
    JsonNode body = body(documented);
    try (GitHubBilling github = client(server)) {
      if (documented.isSuccess()) {
        JsonNode brought = ApiJson.mapper().valueToTree(call.call().apply(github));
        assertThat(brought.equals(SdkPactTest::compare, body.at(call.brings())))
            .as("%s of %s", brought, body)
            .isTrue();
      } else {
        assertException(
            documented,
            body.path("message").asText().strip(),
            catchThrowableOfType(ApiException.class, () -> call.call().apply(github)));
      }
    }
  }

  private static void assertException(
      ExpectedResponse documented, String message, ApiException exception) {
    int status = documented.response().status();
    assertThat(exception).isInstanceOf(exceptionType(status)).hasMessageContaining(message);
    assertThat(exception.apiMessage()).contains(message);
    assertThat(exception.status()).isEqualTo(status);
    assertThat(exception.operation()).isEqualTo(documented.operation().id());
    assertThat(exception.attempts()).isOne();
  }

  private static Class<? extends ApiException> exceptionType(int status) {
    return EXCEPTIONS.getOrDefault(
        status, status / 100 == 5 ? ServerException.class : ApiException.class);
  }

  private static JsonNode body(ExpectedResponse documented) throws JsonProcessingException {
    return ApiJson.mapper()
        .readTree(
            INTERACTIONS
                .of(documented)
                .asSynchronousRequestResponse()
                .getResponse()
                .getBody()
                .valueAsString());
  }

  private static int compare(JsonNode one, JsonNode other) {
    return one.isNumber() && other.isNumber()
        ? one.decimalValue().compareTo(other.decimalValue())
        : one.equals(other) ? 0 : 1;
  }

  private static GitHubBilling client(MockServer server) {
    return GitHubBilling.builder()
        .baseUrl(URI.create(server.getUrl()))
        .enterprise(SdkCalls.ENTERPRISE)
        .token(SdkInteractions.TOKEN)
        .retryPolicy(RetryPolicy.NEVER)
        .build();
  }
}
