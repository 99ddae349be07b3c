package dev.ghbilling.http;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import okhttp3.HttpUrl;

/**
 * Follows redirects as GitHub asks: the same request again. To another host only what reads, and
 * without credentials; from https to http never.
 */
final class Redirects implements Client {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 307, 308);
  private static final int AT_MOST = 5;

  private final Client next;

  Redirects(Client next) {
    this.next = next;
  }

  @Override
  public Response execute(Request original, Request.Options options) throws IOException {
    Request request = original;
    for (int followed = 0; ; followed++) {
      Response response = next.execute(request, options);
      Collection<String> location = response.headers().getOrDefault("Location", List.of());
      if (!REDIRECTS.contains(response.status()) || location.isEmpty()) {
        return response;
      }
      response.close();
      if (followed == AT_MOST) {
        throw new UnfollowedRedirect("redirected more than " + AT_MOST + " times");
      }
      request = redirected(request, location.iterator().next());
    }
  }

  private static Request redirected(Request request, String location) throws IOException {
    URI from = URI.create(request.url());
    // URI.resolve takes a location that is only a query for one in the folder above.
    HttpUrl target = HttpUrl.get(request.url()).resolve(location);
    if (target == null) {
      throw new UnfollowedRedirect("redirected to what is no http or https URL");
    }
    // Not URI.create: it refuses signs that are usual in addresses, and quotes the whole in saying
    // so.
    URI to = target.uri();
    Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(request.headers());
    if (!Origin.same(from, to)) {
      if (from.getScheme().equalsIgnoreCase("https") && !target.isHttps()) {
        throw new UnfollowedRedirect("redirected from https to http, not followed");
      }
      if (request.httpMethod() != Request.HttpMethod.GET) {
        throw new UnfollowedRedirect("a change was redirected to another host, not followed");
      }
      headers.remove("Authorization");
    }
    return Request.create(
        request.httpMethod(),
        to.toString(),
        headers,
        request.body(),
        request.charset(),
        request.requestTemplate());
  }
}
