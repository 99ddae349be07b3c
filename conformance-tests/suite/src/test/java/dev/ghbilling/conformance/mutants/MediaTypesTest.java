package dev.ghbilling.conformance.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.internal.run.Result;
import dev.ghbilling.conformance.internal.run.Results;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests what servers may refuse of media types, which HTTP has statuses of its own for. */
final class MediaTypesTest {
  @ParameterizedTest
  @CsvSource({
    "createCostCenter, Content-Type, Charset, 415, header/content-type",
    "createCostCenter, Accept, text/x-unknown, 406, header/accept",
    "getUsageReport, Accept, text/x-unknown, 406, header/accept",
    "getUsageReport, Accept-Encoding, gzip, 415, header/accept-encoding"
  })
  void run_unusualHeaderIsRefused_failsItsCheckAndNamesTheHeader(
      String operation, String header, String value, int status, String check)
      throws IOException, InterruptedException {
    Results results = refusing(operation, header, value, status, check);

    assertThat(result(results, operation + "/" + check).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result(results, operation + "/" + check).message()).contains(header, value);
    assertThat(result(results, operation + "/listed-status").outcome()).isEqualTo(Outcome.PASSED);
  }

  @ParameterizedTest
  @CsvSource({"createCostCenter, Content-Type, Charset, 418, header/content-type"})
  void run_unusualHeaderIsRefusedWithAStatusOfNothing_failsTheListOfStatuses(
      String operation, String header, String value, int status, String check)
      throws IOException, InterruptedException {
    Results results = refusing(operation, header, value, status, check);

    assertThat(result(results, operation + "/listed-status").outcome()).isEqualTo(Outcome.FAILED);
  }

  private static Results refusing(
      String operation, String header, String value, int status, String check)
      throws IOException, InterruptedException {
    try (ProxiedSandbox sandbox = ProxiedSandbox.start(Backend.OWN)) {
      sandbox
          .proxy()
          .use(
              (request, origin) ->
                  request.headers().getOrDefault(header, "").contains(value)
                      ? ProxiedResponse.error(status)
                      : origin.send(request));
      return Backends.run(
          sandbox.proxy(),
          Backend.OWN,
          sandbox.time(),
          Duration.ofSeconds(20),
          operation + "/" + check,
          operation + "/listed-status");
    }
  }

  private static Result result(Results results, String id) {
    return results.all().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }
}
