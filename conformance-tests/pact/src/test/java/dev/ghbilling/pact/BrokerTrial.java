package dev.ghbilling.pact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs the Maven plugin, as this build configures it, against a fake broker. */
final class BrokerTrial {
  private static final String TOKEN = "ofTheBroker";

  @Test
  void publish_pact_sendsItsBytesVersionAndBranch() throws Exception {
    try (FakeBroker broker = new FakeBroker(true)) {
      Maven maven = Maven.run(broker, "pact:publish", "-Dpact.projectVersion=c0ffee");

      assertThat(maven.exit()).as(maven.output()).isZero();
      FakeBroker.BrokerRequest published = broker.requests().get(broker.requests().size() - 1);
      assertThat(published.target()).isEqualTo("POST /contracts/publish");
      assertThat(published.authorization()).isEqualTo("Bearer " + TOKEN);
      assertThat(published.body().path("pacticipantName").asText()).isEqualTo(SdkPact.CONSUMER);
      assertThat(published.body().path("pacticipantVersionNumber").asText()).isEqualTo("c0ffee");
      assertThat(published.body().path("branch").asText()).isEqualTo("main");
      JsonNode pact = published.body().at("/contracts/0");
      assertThat(pact.path("providerName").asText()).isEqualTo(SdkPact.PROVIDER);
      assertThat(Base64.getDecoder().decode(pact.path("content").asText()))
          .isEqualTo(Files.readAllBytes(SdkPact.FILE));
      assertThat(maven.output()).doesNotContain(TOKEN);
    }
  }

  @Test
  void canIDeploy_deployable_succeeds() throws Exception {
    try (FakeBroker broker = new FakeBroker(true)) {
      assertThat(canIDeploy(broker).exit()).isZero();
      assertThat(broker.requests())
          .singleElement()
          .satisfies(
              request ->
                  assertThat(request.target())
                      .contains("=" + SdkPact.CONSUMER, "=c0ffee", "environment=production"));
    }
  }

  @Test
  void canIDeploy_notDeployable_fails() throws Exception {
    try (FakeBroker broker = new FakeBroker(false)) {
      assertThat(canIDeploy(broker).exit()).isOne();
    }
  }

  private static Maven canIDeploy(FakeBroker broker) throws IOException, InterruptedException {
    return Maven.run(
        broker, "pact:can-i-deploy", "-DpacticipantVersion=c0ffee", "-DtoEnvironment=production");
  }

  private record Maven(String output, int exit) {
    static Maven run(FakeBroker broker, String... goalAndProperties)
        throws IOException, InterruptedException {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString());
      command.addAll(List.of("-B", "-ntp", "-pl", "conformance-tests/pact"));
      command.add("-Dpact.broker.url=" + broker.url());
      command.addAll(List.of(goalAndProperties));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(Path.of(System.getProperty("root.dir")).toFile())
              .redirectErrorStream(true);
      builder.environment().put("PACT_BROKER_TOKEN", TOKEN);
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Maven(output, process.waitFor());
    }
  }
}
