package dev.ghbilling.cli.command;

import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.client.ApiOperation;
import dev.ghbilling.internal.uri.Origin;
import feign.Client;
import feign.Headers;
import feign.Request;
import feign.RequestLine;
import feign.Response;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A GET request for any path of the API. It is sent as a call of {@link AnyPath}, whose URL an
 * interceptor replaces, so that token, retries and rate limits apply as for every other call.
 */
final class GetRequest {
  private final String path;
  private boolean hasNextPage;

  /** The call whose URL is replaced. */
  interface AnyPath {
    @ApiOperation(id = "GET", idempotent = true, success = "2XX")
    @RequestLine("GET /")
    @Headers("Accept: application/vnd.github+json, application/json")
    Response get();
  }

  /**
   * Creates a request.
   *
   * @param path the path below the base URL, with a query or without, or the whole URL
   * @param query parameters to add to the query, such as {@code year=2026}
   * @param api the base URL
   * @throws WrongUsageException if it isn't a path below the base URL
   */
  GetRequest(String path, List<String> query, URI api) {
    String base = api.toString().replaceFirst("/+$", "");
    String below = path.matches("[A-Za-z][A-Za-z0-9+.-]*://.*") ? belowBase(path, base, api) : path;
    String slashed = below.startsWith("/") ? below : "/" + below;
    String parameters = query.stream().map(GetRequest::parameter).collect(Collectors.joining("&"));
    String all =
        parameters.isEmpty() ? slashed : slashed + (slashed.contains("?") ? "&" : "?") + parameters;
    this.path = requireValid(all);
  }

  private static String belowBase(String url, String base, URI api) {
    try {
      if (Origin.same(new URI(url), api) && (url + "/").startsWith(base + "/")) {
        return url.substring(base.length());
      }
    } catch (URISyntaxException e) {
      // Refused below.
    }
    throw new WrongUsageException(
        "PATH must be below the API's base URL %s, was %s: see --base-url".formatted(base, url));
  }

  private static String requireValid(String path) {
    try {
      URI uri = new URI(path.replaceFirst("^/+", "/"));
      boolean leaves = (uri.getPath() + "/").toLowerCase(Locale.ROOT).matches(".*/\\.{1,2}/.*");
      if (!leaves && uri.getRawFragment() == null) {
        return uri.toString();
      }
    } catch (URISyntaxException e) {
      // Refused below.
    }
    throw new WrongUsageException(
        "PATH must be a path such as /rate_limit, with %%20 for a space, without . and .. between slashes, was %s"
            .formatted(path));
  }

  private static String parameter(String field) {
    int equals = field.indexOf('=');
    if (equals < 1) {
      throw new WrongUsageException("--field must be NAME=VALUE, was " + field);
    }
    return encoded(field.substring(0, equals)) + "=" + encoded(field.substring(equals + 1));
  }

  /** Returns a text as a part of a path or a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Returns a client that sends each request to this path instead of its own. */
  Client instead(Client client) {
    return (request, options) -> {
      String base = request.url().replaceFirst("/+$", "");
      Response response =
          client.execute(
              Request.create(
                  Request.HttpMethod.GET,
                  base + path,
                  request.headers(),
                  null,
                  StandardCharsets.UTF_8,
                  null),
              options);
      Map<String, Collection<String>> headers = new HashMap<>(response.headers());
      headers.entrySet().removeIf(header -> header.getKey().equalsIgnoreCase("Link"));
      hasNextPage =
          response.headers().getOrDefault("Link", List.of()).stream()
              .anyMatch(link -> link.contains("rel=\"next\""));
      return response.toBuilder().headers(headers).build();
    };
  }

  /** Returns whether there are more pages after the response. */
  boolean hasNextPage() {
    return hasNextPage;
  }
}
