package dev.ghbilling.pact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import au.com.dius.pact.core.model.V4Interaction;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.sandbox.SandboxExtension;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Verifies altered responses: broken ones must be rejected, harmless ones accepted. */
final class PactStrengthIT {
  @RegisterExtension static final SandboxExtension SANDBOX = SandboxExtension.create();

  private static final Contract CONTRACT = Contract.bundled();

  private static int rejected;
  private static int accepted;

  @TestFactory
  Stream<DynamicContainer> verify_brokenResponse_fails() throws IOException {
    return altered(
        AlteredResponses::broken,
        (documented, altered) -> {
          assertThat(isKept(documented, altered)).isFalse();
          rejected++;
        });
  }

  @TestFactory
  Stream<DynamicContainer> verify_harmlessDifference_passes() throws IOException {
    return altered(
        AlteredResponses::harmless,
        (documented, altered) -> {
          assertThat(isKept(documented, altered)).isTrue();
          accepted++;
        });
  }

  @AfterAll
  static void report() {
    System.out.printf(
        "Pact: %d broken responses rejected, %d harmless ones accepted%n", rejected, accepted);
  }

  private interface Trial {
    void on(ExpectedResponse documented, AlteredResponses.Altered altered);
  }

  private static Stream<DynamicContainer> altered(
      Function<AlteredResponses, List<AlteredResponses.Altered>> kind, Trial trial)
      throws IOException {
    JsonNode pact = ContractJson.MAPPER.readTree(SdkPact.FILE.toFile());
    return ExpectedResponse.all(CONTRACT).stream()
        .map(
            documented ->
                dynamicContainer(
                    documented.toString(),
                    kind
                        .apply(
                            new AlteredResponses(
                                CONTRACT, documented, interaction(pact, documented)))
                        .stream()
                        .map(
                            altered ->
                                dynamicTest(altered.name(), () -> trial.on(documented, altered)))));
  }

  private static JsonNode interaction(JsonNode pact, ExpectedResponse documented) {
    for (JsonNode interaction : pact.path("interactions")) {
      if (interaction.path("description").asText().equals(documented.toString())) {
        return interaction;
      }
    }
    throw new AssertionError("the pact has no interaction " + documented);
  }

  private static boolean isKept(ExpectedResponse documented, AlteredResponses.Altered altered) {
    Operation operation = documented.operation();
    SANDBOX.sandbox().faults().clear();
    SANDBOX.sandbox().faults().on(operation.id()).next(1).inject(altered.response());
    V4Interaction interaction = new SdkInteractions(CONTRACT).of(documented);
    return SingleVerification.isKept(interaction, SANDBOX.baseUrl());
  }
}
