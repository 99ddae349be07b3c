package dev.ghbilling.pact;

import au.com.dius.pact.core.model.SynchronousRequestResponse;
import au.com.dius.pact.core.model.V4Interaction;
import au.com.dius.pact.core.model.V4Pact;
import au.com.dius.pact.provider.ProviderResponse;
import au.com.dius.pact.provider.ProviderVerifier;
import au.com.dius.pact.provider.VerificationResult;
import au.com.dius.pact.provider.junit5.HttpTestTarget;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kotlin.Pair;

/** Verifies one interaction at a provider, without setting up its states. */
final class SingleVerification {
  private SingleVerification() {}

  /** Tells whether the provider's response matches the interaction. */
  static boolean isKept(V4Interaction interaction, URI baseUrl) {
    V4Pact pact = SdkPact.of(List.of(interaction));
    SynchronousRequestResponse exchange = interaction.asSynchronousRequestResponse();
    HttpTestTarget target = BaseUrlTarget.of(baseUrl);
    Pair<Object, Object> request =
        Objects.requireNonNull(target.prepareRequest(pact, interaction, new HashMap<>()));
    ProviderResponse response = target.executeInteraction(request.getSecond(), request.getFirst());
    ProviderVerifier verifier = new ProviderVerifier();
    verifier.setReporters(List.of());
    VerificationResult result =
        verifier.verifyRequestResponsePact(
            pact, exchange, response, "", new HashMap<>(), "", false, Map.of());
    return result instanceof VerificationResult.Ok;
  }
}
