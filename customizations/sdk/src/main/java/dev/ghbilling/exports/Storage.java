package dev.ghbilling.exports;

import dev.ghbilling.http.BaseUrl;
import dev.ghbilling.http.Fetched;
import dev.ghbilling.http.Location;
import dev.ghbilling.http.Transport;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The hosts that GitHub points to for files. No credential goes there, and no message has the
 * signature in a file's address.
 */
final class Storage {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int REDIRECTS_AT_MOST = 5;

  /** In the place of a first byte: no range at all. */
  static final long WHOLE = -1;

  private final Transport http;
  private final boolean allowInsecure;

  Storage(Transport http, boolean allowInsecure) {
    this.http = http;
    this.allowInsecure = allowInsecure;
  }

  /** An address that is not asked: what leads there is at fault, and asking again won't help. */
  static final class RefusedAddressException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedAddressException(String message) {
      super(message);
    }
  }

  /**
   * Asks for a file from a byte on, also for the whole: the answer then says in two ways how long
   * the file is.
   *
   * @param from the first byte that is wanted, or {@link #WHOLE}
   * @param version which version of the file is meant, if any
   */
  Fetched get(URI address, long from, Optional<String> version) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    // As stored; a transfer that is compressed has another length than the file.
    headers.put("Accept-Encoding", "identity");
    if (from != WHOLE) {
      headers.put("Range", "bytes=" + from + "-");
    }
    version.filter(known -> from > 0).ifPresent(known -> headers.put("If-Range", known));
    URI url = address;
    for (int followed = 0; ; followed++) {
      require(url);
      Fetched answer = http.get(url, headers);
      Optional<String> location = answer.header("Location");
      if (!REDIRECTS.contains(answer.status()) || location.isEmpty()) {
        return answer;
      }
      answer.close();
      if (followed == REDIRECTS_AT_MOST) {
        throw new RefusedAddressException("redirected more than 5 times");
      }
      url = redirected(url, location.get());
    }
  }

  private void require(URI url) throws RefusedAddressException {
    if (!Location.isUsable(url)) {
      throw new RefusedAddressException("its address is no http or https URL");
    }
    try {
      BaseUrl.requireEncrypted(url, allowInsecure);
    } catch (IllegalArgumentException e) {
      throw new RefusedAddressException(
          "plain http is not spoken to another machine: " + url.getHost());
    }
  }

  private static URI redirected(URI from, String location) throws RefusedAddressException {
    URI to =
        Location.resolve(from, location)
            .orElseThrow(() -> new RefusedAddressException("redirected to what is no URL"));
    if ("https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme())) {
      throw new RefusedAddressException("redirected from https to plain http, not followed");
    }
    return to;
  }
}
