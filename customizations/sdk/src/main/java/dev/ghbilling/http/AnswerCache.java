package dev.ghbilling.http;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import okio.ByteString;

/**
 * Asks with {@code If-None-Match} for what it has seen before: a 304 costs nothing of the rate
 * limit. Holds a bounded number of answers of a bounded size, of one client and so of one token's
 * owner.
 */
final class AnswerCache implements Client {
  private static final int LARGEST = 256 * 1024;

  private final Client next;
  private final Map<String, Answer> answers;

  /** An answer that can be given again. */
  private record Answer(String etag, Map<String, Collection<String>> headers, ByteString body) {}

  AnswerCache(Client next, int entries) {
    this.next = next;
    this.answers =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
            return size() > entries;
          }
        };
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    if (request.httpMethod() != Request.HttpMethod.GET || CurrentCall.get().streamed()) {
      return next.execute(request, options);
    }
    String key = request.url() + " " + request.headers().get("X-GitHub-Api-Version");
    Optional<Answer> known = get(key);
    Response response =
        next.execute(known.map(answer -> conditional(request, answer)).orElse(request), options);
    if (response.status() == 304 && known.isPresent()) {
      response.close();
      return again(known.get(), response);
    }
    Collection<String> etag = response.headers().getOrDefault("ETag", List.of());
    if (response.status() != 200 || etag.isEmpty() || response.body() == null) {
      return response;
    }
    String tag = etag.iterator().next();
    if (!tag.chars().allMatch(c -> c > ' ' && c < 127)) {
      // It couldn't be sent back.
      return response;
    }
    return response.toBuilder()
        .body(
            new Copied(
                response.body().asInputStream(),
                body -> putWhole(key, new Answer(tag, response.headers(), ByteString.of(body)))),
            response.body().length())
        .build();
  }

  private static Request conditional(Request request, Answer known) {
    Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(request.headers());
    headers.put("If-None-Match", List.of(known.etag()));
    return Headers.replace(request, headers);
  }

  /** The known answer, with what the headers say now. */
  private static Response again(Answer known, Response notModified) {
    Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(known.headers());
    headers.remove("Date");
    headers.putAll(notModified.headers());
    return notModified.toBuilder()
        .status(200)
        .reason("OK")
        .headers(headers)
        .body(known.body().toByteArray())
        .build();
  }

  private Optional<Answer> get(String key) {
    synchronized (answers) {
      return Optional.ofNullable(answers.get(key));
    }
  }

  /** A body that ends too early may look like one that ends, so it has to be a document. */
  private void putWhole(String key, Answer answer) {
    try {
      if (!BillingJson.mapper().readTree(answer.body().toByteArray()).isMissingNode()) {
        put(key, answer);
      }
    } catch (IOException noDocument) {
      // Whoever reads it is told; it is just not kept.
    }
  }

  private void put(String key, Answer answer) {
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
    private final ByteArrayOutputStream copy = new ByteArrayOutputStream();
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
