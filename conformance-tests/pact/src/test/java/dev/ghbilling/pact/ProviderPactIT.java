package dev.ghbilling.pact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.sandbox.Fault;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.testkit.ChildJvm;
import dev.ghbilling.testkit.TestCertificate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.console.ConsoleLauncher;

/** Verifies providers in a separate JVM, as Maven does. */
final class ProviderPactIT {
  private static final String TOKEN = "ghp_ofTheProvider";
  private static final String ENTERPRISE = "other-enterprise";
  private static final String ALL_BUT_FAILURES =
      String.join(
          ";",
          List.of(
              Given.HAS_COMMITTERS,
              Given.HAS_COST_CENTER,
              Given.HAS_USAGE,
              Given.HAS_EXPORT,
              Given.HAS_SUMS,
              Given.HAS_BUDGET,
              Given.BUDGET_MAY_GO,
              Given.COST_CENTER_MAY_GO,
              Given.ORGANIZATION_BUDGET_MAY_GO,
              Given.ORGANIZATION_HAS_ALL,
              Given.USER_HAS_USAGE,
              Given.TAKES_EXPORT));

  private static final int INTERACTIONS = ExpectedResponse.all(Contract.bundled()).size();
  private static final int CALLS = SdkCalls.all().size();
  private static final int FAILURES = INTERACTIONS - CALLS;

  /** The number of calls whose state every provider is in. */
  private static final int UNCONDITIONAL =
      (int) SdkCalls.all().stream().filter(call -> call.state().equals(Given.ENTERPRISE)).count();

  /** Options for a JVM that ends before an optimizing compiler pays off. */
  private static final String[] SHORT_LIVED = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"};

  private static final TestCertificate CERTIFICATE = TestCertificate.selfSigned("ip:127.0.0.1");

  @TempDir private static Path folder;

  private Sandbox sandbox;
  private TlsTerminatingProxy proxy;

  @BeforeEach
  void start() throws IOException {
    sandbox = Sandbox.builder().enterprise(ENTERPRISE).token(TOKEN).start();
    proxy = new TlsTerminatingProxy(sandbox.baseUrl(), CERTIFICATE.context());
  }

  @AfterEach
  void stop() {
    proxy.close();
    sandbox.close();
  }

  @Test
  void verify_httpsBelowAPath_countsSkippedInteractions() throws Exception {
    ChildJvm.Exit verification = verify(proxy.baseUrl(), ALL_BUT_FAILURES, trusting());

    assertThat(verification.output())
        .contains("%d verified, 0 failed, %d skipped".formatted(CALLS, FAILURES))
        .contains(FAILURES + "  " + Given.OPERATION_FAILS)
        .contains(CALLS + " tests successful", FAILURES + " tests aborted", " 0 tests failed")
        .doesNotContain(TOKEN);
    assertThat(verification.status()).isZero();
    assertThat(sandbox.requests())
        .hasSize(CALLS)
        .allSatisfy(
            request ->
                assertThat(request.path())
                    .containsPattern(
                        "/(enterprises/%s|orgs/%2$s|organizations/%2$s|users/%3$s)/"
                            .formatted(ENTERPRISE, SdkCalls.ORGANIZATION, SdkCalls.USERNAME)));
  }

  @Test
  void verify_brokenResponse_failsWithoutFurtherStates() throws Exception {
    sandbox
        .faults()
        .on("getSharedStorageBilling")
        .everyCall()
        .inject(Fault.body(200, "application/json", "{\"days_left_in_billing_cycle\":1.5}"));

    ChildJvm.Exit verification = verify(sandbox.baseUrl(), "", Map.of());

    assertThat(verification.output())
        .contains(
            "%d verified, 1 failed, %d skipped"
                .formatted(UNCONDITIONAL - 1, INTERACTIONS - UNCONDITIONAL))
        .contains("Expected 1.5 (Decimal) to be an integer")
        .contains("estimated_storage_for_month")
        .doesNotContain(TOKEN);
    assertThat(verification.status()).isOne();
    assertThat(sandbox.requests()).hasSize(UNCONDITIONAL).extracting("method").containsOnly("GET");
  }

  @Test
  void verify_untrustedCertificate_fails() throws Exception {
    ChildJvm.Exit verification = verify(proxy.baseUrl(), "", Map.of());

    assertThat(verification.output())
        .contains(
            "0 verified, %d failed, %d skipped"
                .formatted(UNCONDITIONAL, INTERACTIONS - UNCONDITIONAL))
        .contains("PKIX path building failed");
    assertThat(verification.status()).isOne();
  }

  private static Map<String, String> trusting() throws IOException {
    Path store = folder.resolve("trusted.p12");
    CERTIFICATE.writeTrustStore(store);
    return Map.of(
        "javax.net.ssl.trustStore",
        store.toString(),
        "javax.net.ssl.trustStorePassword",
        TestCertificate.PASSWORD);
  }

  private static ChildJvm.Exit verify(URI baseUrl, String states, Map<String, String> more)
      throws IOException, InterruptedException {
    Map<String, String> properties = new HashMap<>(more);
    properties.put(ProviderUnderTest.URL_PROPERTY, baseUrl.toString());
    properties.put(ProviderUnderTest.ENTERPRISE_PROPERTY, ENTERPRISE);
    properties.put(ProviderUnderTest.STATES_PROPERTY, states);
    properties.put("pact_do_not_track", "true");
    ChildJvm child =
        ChildJvm.of(ConsoleLauncher.class)
            .options(SHORT_LIVED)
            .environment(Map.of(ProviderUnderTest.TOKEN_VARIABLE, TOKEN));
    properties.forEach((name, value) -> child.options("-D" + name + "=" + value));
    return child.run(
        "execute",
        "--disable-banner",
        "--disable-ansi-colors",
        "--select-class=" + ProviderPact.class.getName());
  }
}
