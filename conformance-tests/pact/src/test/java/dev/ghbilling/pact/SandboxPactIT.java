package dev.ghbilling.pact;

import au.com.dius.pact.provider.junit5.HttpTestTarget;
import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.State;
import au.com.dius.pact.provider.junitsupport.loader.PactFolder;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.sandbox.SandboxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** The sandbox gives the SDK what the pact, written by the consumer's tests just before, asks. */
@Provider(SdkPact.PROVIDER)
@PactFolder("target/pacts")
@ExtendWith(SandboxExtension.class)
final class SandboxPactIT {
  @BeforeEach
  void target(PactVerificationContext context, Sandbox sandbox) {
    context.setTarget(new HttpTestTarget(sandbox.baseUrl().getHost(), sandbox.baseUrl().getPort()));
  }

  @TestTemplate
  @ExtendWith(PactVerificationInvocationContextProvider.class)
  void sandboxKeepsThePact(PactVerificationContext context) {
    context.verifyInteraction();
  }

  /** A sandbox starts with the documented data, of which all of this is true. */
  @State({Given.ENTERPRISE_EXISTS})
  void documented() {}
}
