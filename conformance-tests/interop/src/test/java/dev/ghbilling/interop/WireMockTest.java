package dev.ghbilling.interop;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Asks WireMock, which reads its mappings from the contract's jar, for every response. */
final class WireMockTest {
  private static final WireMockServer SERVER =
      new WireMockServer(
          WireMockConfiguration.options()
              .bindAddress("127.0.0.1")
              .dynamicPort()
              .usingFilesUnderClasspath("dev/ghbilling/spec/wiremock"));

  @BeforeAll
  static void start() {
    SERVER.start();
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  static Stream<ExpectedExchange> exchanges() {
    return ExpectedExchange.all();
  }

  static Stream<ExpectedExchange> defaults() {
    return ExpectedExchange.all().filter(ExpectedExchange::isDefault);
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void request_preferredResponse_getsIt(ExpectedExchange exchange) throws Exception {
    exchange.assertThatIs(
        exchange.send(URI.create(SERVER.baseUrl()), "Prefer", exchange.preference()), "");
  }

  @ParameterizedTest
  @MethodSource("defaults")
  void request_withoutPreference_getsTheDocumentedSuccess(ExpectedExchange exchange)
      throws Exception {
    exchange.assertThatIs(exchange.send(URI.create(SERVER.baseUrl())), "");
  }
}
