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
 * Any provider gives the SDK what the pact asks, as far as it is in the states for it. An
 * interaction for another state is aborted, which names the state; it is neither passed nor failed.
 * Runs only when a provider is named.
 */
@Provider(SdkPact.PROVIDER)
@PactFolder("target/pacts")
@IgnoreMissingStateChange
final class ProviderPact {
  private static final ProviderUnderTest PROVIDER =
      ProviderUnderTest.of(System.getProperties(), System.getenv());
  private static final Map<String, Integer> NOT_TAKEN = new TreeMap<>();
  private static int kept;
  private static int broken;

  @BeforeEach
  void target(PactVerificationContext context) {
    context.setTarget(BaseUrlTarget.of(PROVIDER.baseUrl()));
    for (ProviderState state : context.getInteraction().getProviderStates()) {
      String name = String.valueOf(state.getName());
      boolean taken = PROVIDER.states().contains(name);
      if (!taken) {
        NOT_TAKEN.merge(name, 1, Integer::sum);
      }
      assumeTrue(taken, "the provider isn't known to be in this state: " + name);
    }
  }

  @TestTemplate
  @ExtendWith(PactVerificationInvocationContextProvider.class)
  void providerKeepsThePact(PactVerificationContext context, HttpRequest request) {
    request.setHeader("Authorization", "Bearer " + PROVIDER.token());
    request.setPath(PROVIDER.path(request.getPath()));
    broken++;
    context.verifyInteraction();
    broken--;
    kept++;
  }

  @AfterAll
  static void report() {
    int notTaken = NOT_TAKEN.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf(
        "%nPact with %s: %d kept, %d broken, %d not verified", PROVIDER, kept, broken, notTaken);
    System.out.println(notTaken == 0 ? "" : ", for states that it isn't known to be in:");
    NOT_TAKEN.forEach((state, times) -> System.out.printf("  %3d  %s%n", times, state));
  }
}
