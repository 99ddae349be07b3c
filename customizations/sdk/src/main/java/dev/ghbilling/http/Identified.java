package dev.ghbilling.http;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Says who asks, and for which version of the API where the caller wants another than ours. */
final class Identified implements Client {
  private final Client next;
  private final String userAgent;
  private final Optional<String> apiVersion;

  Identified(Client next, String userAgent, Optional<String> apiVersion) {
    this.next = next;
    this.userAgent = userAgent;
    this.apiVersion = apiVersion;
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(request.headers());
    headers.put("User-Agent", List.of(userAgent));
    apiVersion.ifPresent(version -> headers.put("X-GitHub-Api-Version", List.of(version)));
    return next.execute(Headers.replace(request, headers), options);
  }
}
