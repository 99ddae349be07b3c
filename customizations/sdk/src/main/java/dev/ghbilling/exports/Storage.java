package dev.ghbilling.exports;

import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.internal.time.Deadline;
import dev.ghbilling.internal.transport.HttpHeaders;
import dev.ghbilling.internal.uri.BaseUrl;
import dev.ghbilling.internal.uri.Location;
import feign.Response;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that GitHub keeps files on. They get no credential, and no message contains the
 * signature of a file's URL.
 */
final class Storage {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int MAX_REDIRECTS = 5;

  /** In place of a first byte: a request without a range. */
  static final long WHOLE = -1;

  private final ApiClients clients;

  Storage(ApiClients clients) {
    this.clients = clients;
  }

  /** A URL that isn't requested: whoever gave it is at fault, and trying again won't help. */
  static final class RefusedUrlException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedUrlException(String message) {
      super(message);
    }
  }

  /**
   * Requests a file from a byte on. Even for the whole file a range is asked for: the response then
   * tells the file's length in two ways.
   *
   * @param from the first byte that is wanted, or {@link #WHOLE}
   * @param version which version of the file is meant, or null
   */
  Response get(URI address, long from, @Nullable String version, Deadline deadline)
      throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    // As stored: a compressed transfer has another length than the file.
    headers.put("Accept-Encoding", "identity");
    if (from != WHOLE) {
      headers.put("Range", "bytes=" + from + "-");
    }
    if (version != null && from > 0) {
      headers.put("If-Range", version);
    }
    URI url = address;
    for (int followed = 0; ; followed++) {
      require(url);
      Response response = clients.download(url, headers, deadline);
      Optional<String> location = HttpHeaders.first(response.headers(), "Location");
      if (!REDIRECTS.contains(response.status()) || location.isEmpty()) {
        return response;
      }
      response.close();
      if (followed == MAX_REDIRECTS) {
        throw new RefusedUrlException("redirected more than " + MAX_REDIRECTS + " times");
      }
      url = redirected(url, location.get());
    }
  }

  private void require(URI url) throws RefusedUrlException {
    if (!Location.isUsable(url)) {
      throw new RefusedUrlException("its address is not an http or https URL");
    }
    try {
      BaseUrl.requireEncrypted(url, clients.settings().allowInsecure);
    } catch (IllegalArgumentException e) {
      throw new RefusedUrlException("plain http is not sent to another machine: " + url.getHost());
    }
  }

  private static URI redirected(URI from, String location) throws RefusedUrlException {
    URI to =
        Location.resolve(from, location)
            .orElseThrow(
                () ->
                    new RefusedUrlException(
                        "redirected to an address that is not an http or https URL"));
    if ("https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme())) {
      throw new RefusedUrlException("redirected from https to http, not followed");
    }
    return to;
  }
}
