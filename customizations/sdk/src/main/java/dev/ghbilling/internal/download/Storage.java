package dev.ghbilling.internal.download;

import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.internal.time.Deadline;
import dev.ghbilling.internal.uri.BaseUrl;
import dev.ghbilling.internal.uri.Location;
import feign.Client;
import feign.Response;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client for the hosts that store GitHub's files. It sends them no credentials, and its messages
 * never contain a URL's signature.
 */
public final class Storage {
  /** Stands for the first byte of a request without a range. */
  static final long WHOLE = -1;

  private final ApiClients clients;

  /** Creates the client, with the transport and the settings of these clients. */
  public Storage(ApiClients clients) {
    this.clients = clients;
  }

  /** Thrown for a URL that is not requested. Retrying won't help. */
  static final class RefusedUrlException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedUrlException(String message) {
      super(message);
    }
  }

  /**
   * Requests a file from a byte on. The whole file is requested as a range as well, since the
   * response then states the file's length twice.
   *
   * @param from the first byte, or {@link #WHOLE} for a request without a range
   * @param version the version that the rest must belong to, or null
   */
  Response get(URI requested, long from, @Nullable String version, Deadline deadline)
      throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    // A compressed transfer would have another length than the file.
    headers.put("Accept-Encoding", "identity");
    if (from != WHOLE) {
      headers.put("Range", "bytes=" + from + "-");
    }
    if (version != null && from > 0) {
      headers.put("If-Range", version);
    }
    return clients.download(requested, headers, deadline, this::permitted);
  }

  private Client permitted(Client client) {
    return (request, options) -> {
      require(URI.create(request.url()));
      return client.execute(request, options);
    };
  }

  private void require(URI url) throws RefusedUrlException {
    if (!Location.isUsable(url)) {
      throw new RefusedUrlException("its URL is not an http or https URL");
    }
    if (isHttps(clients.settings().baseUrl) && !isHttps(url)) {
      throw new RefusedUrlException("its URL is plain http, and the API's is https");
    }
    try {
      BaseUrl.requireEncrypted(url, clients.settings().allowInsecure);
    } catch (IllegalArgumentException e) {
      throw new RefusedUrlException("plain http is not sent to another machine: " + url.getHost());
    }
  }

  private static boolean isHttps(URI url) {
    return "https".equalsIgnoreCase(url.getScheme());
  }
}
