package dev.ghbilling.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sends every call of the contract to the sandbox through a proxy that validates both ways. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
final class PrismProxyIT {
  private Sandbox sandbox;
  private PrismServer prism;

  @BeforeAll
  void start() throws IOException {
    sandbox = Sandbox.builder().start();
    prism = proxy(sandbox.baseUrl());
  }

  @AfterAll
  void stop() {
    prism.close();
    sandbox.close();
  }

  /** Returns a call for each listed status; what deletes a resource comes last. */
  static Stream<ExpectedExchange> exchanges() {
    return ExpectedExchange.all()
        .filter(ExpectedExchange::isFirstOfItsStatus)
        .sorted(Comparator.comparing(ExpectedExchange::deletes));
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void sandbox_behindTheProxy_keepsTheContract(ExpectedExchange exchange) throws Exception {
    int status = exchange.response().status();
    if (status >= 400) {
      sandbox.faults().on(exchange.operation().id()).next(1).respondWith(status);
    }

    HttpResponse<String> response = exchange.send(prism.baseUrl());

    assertThat(response.statusCode()).as("%s%n%s", response.body(), prism.log()).isEqualTo(status);
    assertThat(response.headers().firstValue("x-ratelimit-limit")).as("the sandbox's").isPresent();
  }

  @Test
  void response_againstTheContract_isRefusedByTheProxy() throws Exception {
    ExpectedExchange exchange = exchanges().findFirst().orElseThrow();
    try (RecordingServer broken =
            new RecordingServer().respondWith(ScriptedResponse.json("{\"a\":1}"));
        PrismServer proxy = proxy(broken.baseUrl())) {
      HttpResponse<String> response = exchange.send(proxy.baseUrl());

      assertThat(broken.requests()).hasSize(1);
      assertThat(response.statusCode()).as(response.body()).isEqualTo(500);
      assertThat(response.body()).contains("must have required property");
    }
  }

  private static PrismServer proxy(URI server) throws IOException {
    return PrismServer.proxy(
        Path.of(System.getProperty("interop.target"), "prism"),
        Path.of(System.getProperty("interop.contract")),
        server);
  }
}
