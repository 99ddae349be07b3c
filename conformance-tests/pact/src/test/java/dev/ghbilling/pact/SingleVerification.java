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

/** One interaction, verified by Pact at a provider, without its states. */
final class SingleVerification {
  private SingleVerification() {}

  /** Whether the provider keeps it. */
  static boolean isKept(V4Interaction interaction, URI baseUrl) {
    V4Pact pact = SdkPact.of(List.of(interaction));
    SynchronousRequestResponse exchange = interaction.asSynchronousRequestResponse();
    HttpTestTarget target = BaseUrlTarget.of(baseUrl);
    Pair<Object, Object> request =
        Objects.requireNonNull(target.prepareRequest(pact, interaction, new HashMap<>()));
    ProviderResponse answer = target.executeInteraction(request.getSecond(), request.getFirst());
    VerificationResult result =
        new ProviderVerifier()
            .verifyRequestResponsePact(
                pact, exchange, answer, "", new HashMap<>(), "", false, Map.of());
    return result instanceof VerificationResult.Ok;
  }
}
