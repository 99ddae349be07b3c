package dev.ghbilling.internal.transport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import feign.Client;
import feign.Request;
import feign.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client that remembers responses with an {@code ETag} and asks for them again with {@code
 * If-None-Match}: a 304 costs nothing of the rate limit. It keeps a bounded number of responses of
 * a bounded size, of one client and thus of one token's owner.
 */
public final class ResponseCache implements Client {
  private static final int LARGEST_BODY = 256 * 1024;
  private static final String VERSION = "X-GitHub-Api-Version";
  private static final JsonFactory JSON = new JsonFactory();

  private final Client next;
  private final Map<Key, Cached> responses;

  private record Key(String url, @Nullable String version) {}

  /** A response that can be given again. */
  private static final class Cached {
    private final String etag;
    private final Map<String, Collection<String>> headers;
    private final byte[] body;

    Cached(String etag, Map<String, Collection<String>> headers, byte[] body) {
      this.etag = etag;
      this.headers = headers;
      this.body = body;
    }

    /** Returns the response with the headers that the server sends now. */
    Response again(Response notModified) {
      Map<String, Collection<String>> merged = HttpHeaders.copy(headers);
      merged.remove("Date");
      merged.putAll(notModified.headers());
      return notModified.toBuilder().status(200).reason("OK").headers(merged).body(body).build();
    }
  }

  /** Creates a cache of at most that many responses. */
  public ResponseCache(Client next, int maxResponses) {
    this.next = next;
    this.responses =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, Cached> eldest) {
            return size() > maxResponses;
          }
        };
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    if (request.httpMethod() != Request.HttpMethod.GET || AttemptOptions.of(options).streamed()) {
      return next.execute(request, options);
    }
    Key key = new Key(request.url(), HttpHeaders.value(request.headers(), VERSION));
    Cached cached = get(key);
    Response response =
        next.execute(
            cached == null ? request : HttpHeaders.with(request, "If-None-Match", cached.etag),
            options);
    if (response.status() == 304 && cached != null) {
      response.close();
      return cached.again(response);
    }
    String etag = HttpHeaders.value(response.headers(), "ETag");
    if (response.status() != 200 || etag == null || !isSendable(etag) || response.body() == null) {
      return response;
    }
    InputStream body = response.body().asInputStream();
    Map<String, Collection<String>> headers = response.headers();
    return response.toBuilder()
        .body(
            new UnreadBody(
                new CopiedBody(body, copy -> putWhole(key, new Cached(etag, headers, copy)))))
        .build();
  }

  private static boolean isSendable(String etag) {
    return etag.chars().allMatch(c -> c > ' ' && c < 127);
  }

  private @Nullable Cached get(Key key) {
    synchronized (responses) {
      return responses.get(key);
    }
  }

  /** Keeps a response only if its body is one whole JSON document. */
  private void putWhole(Key key, Cached response) {
    try (JsonParser document = JSON.createParser(response.body)) {
      if (document.nextToken() != null) {
        document.skipChildren();
        if (document.nextToken() == null) {
          synchronized (responses) {
            responses.put(key, response);
          }
        }
      }
    } catch (IOException notADocument) {
      // The reader of the body reports the fault. The body is just not cached.
    }
  }

  /** A body that is copied while it is read, and handed over when its end was reached. */
  private static final class CopiedBody extends BodyStream {
    private final Consumer<byte[]> whole;
    private @Nullable ByteArrayOutputStream copy = new ByteArrayOutputStream(512);

    CopiedBody(InputStream body, Consumer<byte[]> whole) {
      super(body);
      this.whole = whole;
    }

    @Override
    protected void onBytes(byte[] buffer, int offset, int count) {
      if (copy != null) {
        copy.write(buffer, offset, count);
        if (copy.size() > LARGEST_BODY) {
          copy = null;
        }
      }
    }

    @Override
    protected void onEnd() {
      if (copy != null) {
        whole.accept(copy.toByteArray());
        copy = null;
      }
    }
  }
}
