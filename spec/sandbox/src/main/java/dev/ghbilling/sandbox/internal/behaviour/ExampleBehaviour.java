package dev.ghbilling.sandbox.internal.behaviour;

import dev.ghbilling.sandbox.internal.api.Behaviour;
import dev.ghbilling.sandbox.internal.api.ValidRequest;
import dev.ghbilling.sandbox.internal.http.ServerResponse;
import dev.ghbilling.spec.ContractResponse;

/** A behaviour that responds with what a request selects of the operation's documented example. */
final class ExampleBehaviour implements Behaviour {
  @Override
  public ServerResponse respond(ValidRequest request) {
    ContractResponse documented = request.operation().success();
    return documented.body().isEmpty()
        ? ServerResponse.empty(documented.status())
        : request.success(SelectedExample.of(request));
  }
}
