package dev.ghbilling.http;

import java.io.IOException;
import java.net.URI;
import java.util.Set;

/**
 * Follows redirects as GitHub asks: the same request again. To another host only what reads, and
 * without credentials; from https to http never.
 */
final class Redirects implements Sender {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 307, 308);
  private static final int AT_MOST = 5;

  private final Sender next;

  Redirects(Sender next) {
    this.next = next;
  }

  @Override
  public ApiAnswer send(ApiRequest original) throws IOException {
    ApiRequest request = original;
    for (int followed = 0; ; followed++) {
      ApiAnswer answer = next.send(request);
      String location = answer.headers().value("Location");
      if (location == null || !REDIRECTS.contains(answer.status())) {
        return answer;
      }
      answer.close();
      if (followed == AT_MOST) {
        throw new UnfollowedRedirect("redirected more than " + AT_MOST + " times");
      }
      request = redirected(request, location);
    }
  }

  private static ApiRequest redirected(ApiRequest request, String location) throws IOException {
    URI from = URI.create(request.url());
    URI to =
        Location.resolve(from, location)
            .orElseThrow(
                () -> new UnfollowedRedirect("redirected to what is no http or https URL"));
    if (!Origin.same(from, to)) {
      if (from.getScheme().equalsIgnoreCase("https") && to.getScheme().equalsIgnoreCase("http")) {
        throw new UnfollowedRedirect("redirected from https to http, not followed");
      }
      if (!request.isGet()) {
        throw new UnfollowedRedirect("a change was redirected to another host, not followed");
      }
      return request.with(request.headers().without("Authorization")).to(to.toString());
    }
    return request.to(to.toString());
  }
}
