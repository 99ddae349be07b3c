package dev.ghbilling.http;

import dev.ghbilling.error.ConnectionException;
import java.io.IOException;
import java.net.URI;

/** Says in the field's words that no answer arrived. */
final class Connected implements Sender {
  private final Sender next;

  Connected(Sender next) {
    this.next = next;
  }

  @Override
  public ApiAnswer send(ApiRequest request) {
    try {
      return next.send(request);
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
