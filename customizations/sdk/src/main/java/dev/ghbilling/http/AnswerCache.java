package dev.ghbilling.http;

import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks with {@code If-None-Match} for what it has seen before: a 304 costs nothing of the rate
 * limit. Holds a bounded number of answers of a bounded size, of one client and so of one token's
 * owner.
 */
final class AnswerCache implements Sender {
  private static final int LARGEST = 256 * 1024;

  private final Sender next;
  private final Map<Key, Known> answers;

  /** What an answer is known by. Its own equality takes 10 ms of a command's start to link. */
  private record Key(String url, @Nullable String version) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && url.equals(key.url)
          && Objects.equals(version, key.version);
    }

    @Override
    public int hashCode() {
      return 31 * url.hashCode() + Objects.hashCode(version);
    }
  }

  /** An answer that can be given again. */
  private static final class Known {
    private final String etag;
    private final HeaderFields headers;
    private final byte[] body;

    Known(String etag, HeaderFields headers, byte[] body) {
      this.etag = etag;
      this.headers = headers;
      this.body = body;
    }

    /** With what the headers say now. */
    ApiAnswer again(ApiAnswer notModified) {
      Map<String, String> current = new LinkedHashMap<>();
      notModified.headers().forEach(current::put);
      HeaderFields merged = headers.without("Date");
      for (String name : current.keySet()) {
        merged = merged.without(name);
      }
      return new ApiAnswer(
          notModified.request(),
          200,
          "OK",
          merged.plus(notModified.headers()),
          new ByteArrayInputStream(body));
    }
  }

  AnswerCache(Sender next, int entries) {
    this.next = next;
    this.answers =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
            return size() > entries;
          }
        };
  }

  @Override
  public ApiAnswer send(ApiRequest request) throws IOException {
    if (!request.isGet() || CurrentCall.get().streamed()) {
      return next.send(request);
    }
    Key key = new Key(request.url(), request.headers().value("X-GitHub-Api-Version"));
    Known known = get(key);
    ApiAnswer answer =
        next.send(
            known == null
                ? request
                : request.with(request.headers().with("If-None-Match", known.etag)));
    if (answer.status() == 304 && known != null) {
      answer.close();
      return known.again(answer);
    }
    String etag = answer.headers().value("ETag");
    if (answer.status() != 200 || etag == null || !isSendable(etag)) {
      return answer;
    }
    return answer.with(
        new Copied(answer.body(), body -> keepWhole(key, new Known(etag, answer.headers(), body))));
  }

  private static boolean isSendable(String etag) {
    return etag.chars().allMatch(c -> c > ' ' && c < 127);
  }

  private @Nullable Known get(Key key) {
    synchronized (answers) {
      return answers.get(key);
    }
  }

  /** A body that ends too early may look like one that ends, so it has to be a document. */
  private void keepWhole(Key key, Known answer) {
    try (JsonParser document = BillingJson.mapper().createParser(answer.body)) {
      if (document.nextToken() != null) {
        document.skipChildren();
        if (document.nextToken() == null) {
          put(key, answer);
        }
      }
    } catch (IOException noDocument) {
      // Whoever reads it is told; it is just not kept.
    }
  }

  private void put(Key key, Known answer) {
    synchronized (answers) {
      answers.put(key, answer);
    }
  }

  /** What to do with a body that was read to its end. */
  private interface Keeper {
    void keep(byte[] body);
  }

  /** Copies a body while it is read, unless it is too large; keeps it only when it ended well. */
  private static final class Copied extends FilterInputStream {
    private final Keeper keeper;
    private final ByteArrayOutputStream copy = new ByteArrayOutputStream(512);
    private boolean useful = true;

    Copied(InputStream body, Keeper keeper) {
      super(body);
      this.keeper = keeper;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      if (read > 0 && useful) {
        copy.write(buffer, offset, read);
        useful = copy.size() <= LARGEST;
      } else if (read < 0 && useful) {
        useful = false;
        keeper.keep(copy.toByteArray());
      }
      return read;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
