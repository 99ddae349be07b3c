package dev.ghbilling.http;

import java.io.IOException;

/** Adds the call's bearer token, to the API's own host and to no other. */
final class Authenticated implements Sender {
  private final Sender next;
  private final String api;

  /** To requests whose URLs are below that one, which has no slash at the end. */
  Authenticated(Sender next, String api) {
    this.next = next;
    this.api = api + "/";
  }

  @Override
  public ApiAnswer send(ApiRequest request) throws IOException {
    if (!request.url().startsWith(api)) {
      throw new IOException("a request left for another host than " + api);
    }
    return next.send(
        request.with(
            request.headers().with("Authorization", "Bearer " + CurrentCall.get().token())));
  }
}
