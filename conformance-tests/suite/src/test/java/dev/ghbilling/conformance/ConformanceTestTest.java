package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.fixture.StubServer;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.RefusingPort;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

final class ConformanceTestTest {
  private static final ThreadLocal<ServerUnderTest> SERVER = new ThreadLocal<>();

  /** A test class as a user would write it. */
  static final class MyServerTest implements ConformanceTest {
    @Override
    public ServerUnderTest serverUnderTest() {
      return SERVER.get();
    }
  }

  private static EngineExecutionResults run(ServerUnderTest.Builder server) {
    SERVER.set(server.build());
    try {
      return EngineTestKit.engine("junit-jupiter")
          .selectors(DiscoverySelectors.selectClass(MyServerTest.class))
          .execute();
    } finally {
      SERVER.remove();
    }
  }

  private static ServerUnderTest.Builder at(String url) {
    return ServerUnderTest.at(url, "octo-enterprise", CommandRun.TOKEN);
  }

  @Test
  void conformance_sandbox_hasATestForEachCheck() {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      EngineExecutionResults results = run(at(sandbox.baseUrl().toString()));

      assertThat(results.testEvents().failed().count()).isZero();
      assertThat(results.testEvents().succeeded().count()).isGreaterThan(150);
      assertThat(results.testEvents().aborted().count()).isGreaterThan(50);
    }
  }

  @Test
  void conformance_brokenServer_fails() {
    try (StubServer server = StubServer.always(404, "{\"message\":\"Not Found\"}")) {
      EngineExecutionResults results =
          run(at(server.url().toString()).include("getActionsBilling/*"));

      assertThat(results.testEvents().succeeded().list())
          .allMatch(
              event -> event.getTestDescriptor().getDisplayName().matches("the run .*|.*listed.*"));
      assertThat(results.testEvents().failed().count()).isGreaterThan(10);
    }
  }

  @Test
  void conformance_noApplicableCheck_failsTheLastTest() {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      EngineExecutionResults results =
          run(at(sandbox.baseUrl().toString()).include("addResourcesToCostCenter/*"));

      assertThat(results.testEvents().failed().list())
          .singleElement()
          .matches(
              event -> event.getTestDescriptor().getDisplayName().equals("the run is complete"));
    }
  }

  @Test
  void conformance_refusedConnection_fails() {
    try (RefusingPort port = new RefusingPort()) {
      EngineExecutionResults results = run(at(port.baseUrl().toString()));

      assertThat(results.containerEvents().failed().count()).isOne();
      assertThat(results.testEvents().count()).isZero();
    }
  }
}
