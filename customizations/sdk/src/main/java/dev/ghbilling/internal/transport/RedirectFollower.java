package dev.ghbilling.internal.transport;

import dev.ghbilling.internal.uri.Location;
import dev.ghbilling.internal.uri.Origin;
import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * A client that follows redirects with the same method, as GitHub asks. It follows to another
 * origin only what reads, without credentials and the application's own headers, and never from
 * https to http.
 */
public final class RedirectFollower implements Client {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 307, 308);
  private static final Set<Integer> REDIRECTS_OF_DOWNLOADS = Set.of(301, 302, 303, 307, 308);
  private static final int MAX_REDIRECTS = 5;

  /** The only headers that another origin gets. */
  private static final Set<String> HARMLESS =
      Set.of(
          "Accept", "Accept-Encoding", "If-Range", "Range", "User-Agent", "X-GitHub-Api-Version");

  private final Client next;
  private final Set<Integer> statuses;

  private RedirectFollower(Client next, Set<Integer> statuses) {
    this.next = next;
    this.statuses = statuses;
  }

  /** Returns a client for calls. */
  public static RedirectFollower ofCalls(Client next) {
    return new RedirectFollower(next, REDIRECTS);
  }

  /** Returns a client for downloads, which also follows to what is found by another GET (303). */
  public static RedirectFollower ofDownloads(Client next) {
    return new RedirectFollower(next, REDIRECTS_OF_DOWNLOADS);
  }

  @Override
  public Response execute(Request original, Request.Options options) throws IOException {
    Request request = original;
    for (int followed = 0; ; followed++) {
      Response response = followed == 0 ? next.execute(request, options) : follow(request, options);
      String location = HttpHeaders.value(response.headers(), "Location");
      if (location == null || !statuses.contains(response.status())) {
        return response;
      }
      response.close();
      if (followed == MAX_REDIRECTS) {
        throw new UnfollowedRedirectException("redirected more than " + MAX_REDIRECTS + " times");
      }
      request = redirected(request, location);
    }
  }

  /** Names the host where the network fails, since the call was sent to another one. */
  private Response follow(Request request, Request.Options options) throws IOException {
    try {
      return next.execute(request, options);
    } catch (UnknownHostException | SocketException | SSLException e) {
      String host = URI.create(request.url()).getHost();
      throw new IOException("redirected to " + host + ": " + IoFailure.reason(e), e);
    }
  }

  private static Request redirected(Request request, String location) throws IOException {
    URI from = URI.create(request.url());
    URI to =
        Location.resolve(from, location)
            .orElseThrow(
                () ->
                    new UnfollowedRedirectException(
                        "redirected to a location that is not an http or https URL"));
    if (Origin.same(from, to)) {
      return HttpHeaders.with(request, to.toString(), request.headers());
    }
    if (from.getScheme().equalsIgnoreCase("https") && to.getScheme().equalsIgnoreCase("http")) {
      throw new UnfollowedRedirectException("redirected from https to http, not followed");
    }
    if (request.httpMethod() != Request.HttpMethod.GET) {
      throw new UnfollowedRedirectException("a write was redirected to another host, not followed");
    }
    return HttpHeaders.with(request, to.toString(), HttpHeaders.only(request.headers(), HARMLESS));
  }
}
