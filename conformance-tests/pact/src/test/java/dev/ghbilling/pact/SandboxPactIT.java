package dev.ghbilling.pact;

import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.State;
import au.com.dius.pact.provider.junitsupport.StateChangeAction;
import au.com.dius.pact.provider.junitsupport.loader.PactFolder;
import dev.ghbilling.sandbox.SandboxExtension;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sandbox gives the SDK what the pact, written by the consumer's tests just before, asks. */
@Provider(SdkPact.PROVIDER)
@PactFolder("target/pacts")
final class SandboxPactIT {
  @RegisterExtension static final SandboxExtension SANDBOX = SandboxExtension.create();

  @BeforeEach
  void target(PactVerificationContext context) {
    context.setTarget(BaseUrlTarget.of(SANDBOX.baseUrl()));
  }

  @TestTemplate
  @ExtendWith(PactVerificationInvocationContextProvider.class)
  void sandboxKeepsThePact(PactVerificationContext context) {
    context.verifyInteraction();
  }

  /** A sandbox starts with the documented data, of which all of this is true. */
  @State({
    Given.ENTERPRISE_EXISTS,
    Given.HAS_COMMITTERS,
    Given.HAS_COST_CENTER,
    Given.HAS_USAGE,
    Given.HAS_EXPORT,
    Given.TAKES_EXPORT
  })
  void documented() {}

  @State(Given.OPERATION_FAILS)
  void fails(Map<String, Object> details) {
    SANDBOX
        .sandbox()
        .faults()
        .on(String.valueOf(details.get("operationId")))
        .next(1)
        .respondWith(Integer.parseInt(String.valueOf(details.get("status"))));
  }

  @State(value = Given.OPERATION_FAILS, action = StateChangeAction.TEARDOWN)
  void failsNoMore() {
    SANDBOX.sandbox().faults().clear();
  }
}
