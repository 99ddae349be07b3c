package dev.ghbilling.internal.transport;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;

/**
 * A client that adds the attempt's bearer token to requests for the API, and refuses all others.
 */
public final class BearerAuthentication implements Client {
  private static final String HEADER = "Authorization";

  private final Client next;
  private final String api;

  /**
   * Creates the client.
   *
   * @param baseUrl the API's base URL, without a slash at its end
   */
  public BearerAuthentication(Client next, String baseUrl) {
    this.next = next;
    this.api = baseUrl + "/";
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    if (!request.url().startsWith(api)) {
      throw new IOException("the request is not for " + api + ", so it would show the token there");
    }
    String token = AttemptOptions.of(options).requireToken();
    Response response = next.execute(HttpHeaders.with(request, HEADER, "Bearer " + token), options);
    return response.request().headers().containsKey(HEADER)
        ? response.toBuilder().request(HttpHeaders.without(response.request(), HEADER)).build()
        : response;
  }
}
