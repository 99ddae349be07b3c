package dev.ghbilling.pact;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import au.com.dius.pact.core.model.ProviderState;
import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import au.com.dius.pact.provider.junitsupport.IgnoreMissingStateChange;
import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.loader.PactFolder;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.core5.http.HttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Verifies any provider by the pact, as far as the provider is in the required states. An
 * interaction for another state is aborted with the name of the state. Runs only when {@code
 * pact.provider.url} is set.
 */
@Provider(SdkPact.PROVIDER)
@PactFolder("target/pacts")
@IgnoreMissingStateChange
final class ProviderPact {
  private static final ProviderUnderTest PROVIDER =
      ProviderUnderTest.of(System.getProperties(), System.getenv());
  private static final Map<String, Integer> SKIPPED = new TreeMap<>();
  private static int verified;
  private static int failed;

  @BeforeEach
  void target(PactVerificationContext context) {
    context.setTarget(BaseUrlTarget.of(PROVIDER.baseUrl()));
    for (ProviderState state : context.getInteraction().getProviderStates()) {
      String name = String.valueOf(state.getName());
      boolean known = PROVIDER.states().contains(name);
      if (!known) {
        SKIPPED.merge(name, 1, Integer::sum);
      }
      assumeTrue(known, "skipped: pact.provider.states doesn't list the state \"" + name + "\"");
    }
  }

  @TestTemplate
  @ExtendWith(PactVerificationInvocationContextProvider.class)
  void verify_provider_keepsThePact(PactVerificationContext context, HttpRequest request) {
    request.setHeader("Authorization", "Bearer " + PROVIDER.token());
    request.setPath(PROVIDER.path(request.getPath()));
    failed++;
    context.verifyInteraction();
    failed--;
    verified++;
  }

  @AfterAll
  static void report() {
    int skipped = SKIPPED.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf(
        "%nPact with %s: %d verified, %d failed, %d skipped", PROVIDER, verified, failed, skipped);
    System.out.println(
        skipped == 0 ? "" : ", because pact.provider.states doesn't list their states:");
    SKIPPED.forEach((state, times) -> System.out.printf("  %3d  %s%n", times, state));
  }
}
