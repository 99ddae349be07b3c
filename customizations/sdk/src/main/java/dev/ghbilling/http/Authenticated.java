package dev.ghbilling.http;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds the call's bearer token, to the API's own host and to no other. */
final class Authenticated implements Client {
  private final Client next;
  private final URI api;

  Authenticated(Client next, URI api) {
    this.next = next;
    this.api = api;
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    if (!Origin.same(api, URI.create(request.url()))) {
      throw new IOException("a request left for another host than " + api.getHost());
    }
    Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(request.headers());
    headers.put("Authorization", List.of("Bearer " + CurrentCall.get().token()));
    return next.execute(Headers.replace(request, headers), options);
  }
}
