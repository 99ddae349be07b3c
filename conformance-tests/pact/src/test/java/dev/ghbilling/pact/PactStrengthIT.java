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

/** The pact refuses broken answers, and takes those that are only different. */
final class PactStrengthIT {
  @RegisterExtension static final SandboxExtension SANDBOX = SandboxExtension.create();

  private static final Contract CONTRACT = Contract.bundled();

  private static int refused;
  private static int taken;

  @TestFactory
  Stream<DynamicContainer> brokenAnswersAreRefused() throws IOException {
    return altered(
        AlteredAnswers::broken,
        (documented, answer) -> {
          assertThat(isKept(documented, answer)).isFalse();
          refused++;
        });
  }

  @TestFactory
  Stream<DynamicContainer> otherAnswersAreTaken() throws IOException {
    return altered(
        AlteredAnswers::harmless,
        (documented, answer) -> {
          assertThat(isKept(documented, answer)).isTrue();
          taken++;
        });
  }

  @AfterAll
  static void report() {
    System.out.printf("Pact: %d broken answers refused, %d others taken%n", refused, taken);
  }

  private interface Trial {
    void on(ExpectedResponse documented, AlteredAnswers.Altered answer);
  }

  private static Stream<DynamicContainer> altered(
      Function<AlteredAnswers, List<AlteredAnswers.Altered>> kind, Trial trial) throws IOException {
    JsonNode pact = ContractJson.MAPPER.readTree(SdkPact.FILE.toFile());
    return ExpectedResponse.all(CONTRACT).stream()
        .map(
            documented ->
                dynamicContainer(
                    documented.toString(),
                    kind
                        .apply(
                            new AlteredAnswers(CONTRACT, documented, interaction(pact, documented)))
                        .stream()
                        .map(
                            answer ->
                                dynamicTest(answer.name(), () -> trial.on(documented, answer)))));
  }

  private static JsonNode interaction(JsonNode pact, ExpectedResponse documented) {
    for (JsonNode interaction : pact.path("interactions")) {
      if (interaction.path("description").asText().equals(documented.toString())) {
        return interaction;
      }
    }
    throw new AssertionError("no interaction " + documented);
  }

  private static boolean isKept(ExpectedResponse documented, AlteredAnswers.Altered answer) {
    Operation operation = documented.operation();
    SANDBOX.sandbox().faults().clear();
    SANDBOX.sandbox().faults().on(operation.id()).next(1).inject(answer.answer());
    V4Interaction interaction = new SdkInteractions(CONTRACT).of(documented);
    return SingleVerification.isKept(interaction, SANDBOX.baseUrl());
  }
}
