package dev.ghbilling.pact;

import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.State;
import au.com.dius.pact.provider.junitsupport.StateChangeAction;
import dev.ghbilling.sandbox.SandboxExtension;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Verifies the sandbox by the pacts of a folder, and brings it into the states that they name. */
@Provider(SdkPact.PROVIDER)
abstract class SandboxPact {
  /** Anew for each interaction, some of which delete what others need. */
  @RegisterExtension final SandboxExtension sandbox = SandboxExtension.create();

  @BeforeEach
  void target(PactVerificationContext context) {
    context.setTarget(BaseUrlTarget.of(sandbox.baseUrl()));
  }

  @TestTemplate
  @ExtendWith(PactVerificationInvocationContextProvider.class)
  void verify_sandbox_keepsThePact(PactVerificationContext context) {
    context.verifyInteraction();
  }

  /** Does nothing: the documented data of a sandbox is in all of these states. */
  @State({
    Given.ENTERPRISE_EXISTS,
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
    Given.TAKES_EXPORT
  })
  void documented() {}

  @State(Given.OPERATION_FAILS)
  void fails(Map<String, Object> details) {
    sandbox
        .sandbox()
        .faults()
        .on(String.valueOf(details.get("operationId")))
        .next(1)
        .respondWith(Integer.parseInt(String.valueOf(details.get("status"))));
  }

  @State(value = Given.OPERATION_FAILS, action = StateChangeAction.TEARDOWN)
  void failsNoMore() {
    sandbox.sandbox().faults().clear();
  }
}
