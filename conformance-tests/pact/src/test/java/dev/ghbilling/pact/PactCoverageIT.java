package dev.ghbilling.pact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The pact, as the consumer's tests wrote it, against the contract. */
final class PactCoverageIT {
  private static final Path PACT =
      Path.of("target/pacts", SdkPact.CONSUMER + "-" + SdkPact.PROVIDER + ".json");

  @Test
  void everyOperationHasItsSuccessInThePact() throws IOException {
    List<String> pact = new ArrayList<>();
    for (JsonNode interaction : ContractJson.MAPPER.readTree(PACT.toFile()).path("interactions")) {
      pact.add(
          interaction.at("/comments/references/openapi/operationId").asText()
              + " "
              + interaction.at("/response/status").asInt());
    }

    assertThat(pact)
        .containsExactlyInAnyOrderElementsOf(
            Contract.bundled().operations().stream().map(PactCoverageIT::success).toList());
  }

  private static String success(Operation operation) {
    return operation + " " + operation.success().status();
  }
}
