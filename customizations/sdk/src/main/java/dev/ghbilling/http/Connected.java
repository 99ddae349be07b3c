package dev.ghbilling.http;

import dev.ghbilling.error.ConnectionException;
import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.net.URI;

/** Says in the field's words that no answer arrived. */
final class Connected implements Client {
  private final Client next;

  Connected(Client next) {
    this.next = next;
  }

  @Override
  public Response execute(Request request, Request.Options options) {
    try {
      return next.execute(request, options);
    } catch (IOException e) {
      CurrentCall call = CurrentCall.get();
      throw new ConnectionException(
          call.operation(),
          call.attempts(),
          "no answer from %s: %s".formatted(URI.create(request.url()).getAuthority(), Reason.of(e)),
          e);
    }
  }
}
