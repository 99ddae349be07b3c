package dev.ghbilling.exports;

import dev.ghbilling.http.BaseUrl;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The hosts that GitHub points to for files. No credential goes there, and no message has the
 * signature in a file's address.
 */
final class Storage {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int REDIRECTS_AT_MOST = 5;

  /** In the place of a first byte: no range at all. */
  static final long WHOLE = -1;

  private final OkHttpClient http;
  private final boolean allowInsecure;

  Storage(OkHttpClient http, boolean allowInsecure) {
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
  Response get(URI address, long from, Optional<String> version) throws IOException {
    Request.Builder request =
        new Request.Builder()
            // As stored; a transfer that is compressed has another length than the file.
            .header("Accept-Encoding", "identity");
    if (from != WHOLE) {
      request.header("Range", "bytes=" + from + "-");
    }
    version.filter(known -> from > 0).ifPresent(known -> request.header("If-Range", known));
    URI url = address;
    for (int followed = 0; ; followed++) {
      Response response = http.newCall(request.url(require(url)).build()).execute();
      String location = response.header("Location");
      if (!REDIRECTS.contains(response.code()) || location == null) {
        return response;
      }
      response.close();
      if (followed == REDIRECTS_AT_MOST) {
        throw new RefusedAddressException("redirected more than 5 times");
      }
      url = redirected(url, location);
    }
  }

  private HttpUrl require(URI url) throws RefusedAddressException {
    HttpUrl parsed = HttpUrl.parse(url.toString());
    if (parsed == null || url.getHost() == null) {
      throw new RefusedAddressException("its address is no http or https URL");
    }
    try {
      BaseUrl.requireEncrypted(url, allowInsecure);
    } catch (IllegalArgumentException e) {
      throw new RefusedAddressException(
          "plain http is not spoken to another machine: " + url.getHost());
    }
    return parsed;
  }

  private static URI redirected(URI from, String location) throws RefusedAddressException {
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new RefusedAddressException("redirected to what is no URL");
    }
    if ("https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme())) {
      throw new RefusedAddressException("redirected from https to plain http, not followed");
    }
    return to;
  }
}
