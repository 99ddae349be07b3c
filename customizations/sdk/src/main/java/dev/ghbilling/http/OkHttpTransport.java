package dev.ghbilling.http;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okio.AsyncTimeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests by OkHttp, each bound to end with the call's time. Feign's own adapter can't bind
 * a single call, and would build a transport anew to do so.
 */
final class OkHttpTransport implements Client {
  private static final byte[] NOTHING = {};

  private final OkHttpClient http;

  OkHttpTransport(OkHttpClient http) {
    this.http = http;
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    Call call = http.newCall(toOkHttp(request));
    CurrentCall current = CurrentCall.get();
    long left = current.timeLeft().toMillis();
    if (left == 0) {
      throw new InterruptedIOException("no time left to send it");
    }
    call.timeout().timeout(left, TimeUnit.MILLISECONDS);
    okhttp3.Response response = call.execute();
    if (current.streamed() && response.isSuccessful()) {
      unbind(call);
    }
    return toFeign(response, request, current.streamed());
  }

  /** The caller reads at leisure what has begun to arrive. */
  private static void unbind(Call call) {
    if (call.timeout() instanceof AsyncTimeout bound) {
      bound.exit();
    }
  }

  private static okhttp3.Request toOkHttp(Request request) {
    okhttp3.Request.Builder builder = new okhttp3.Request.Builder().url(request.url());
    request
        .headers()
        .forEach(
            (name, values) -> {
              // OkHttp counts itself; a second Content-Length would contradict it or repeat it.
              if (!name.equalsIgnoreCase("Content-Length")) {
                values.forEach(value -> builder.addHeader(name, value));
              }
            });
    return builder.method(request.httpMethod().name(), body(request)).build();
  }

  private static @Nullable RequestBody body(Request request) {
    byte[] body = request.body();
    if (body != null) {
      return RequestBody.create(body, null);
    }
    return request.httpMethod().isWithBody() ? RequestBody.create(NOTHING, null) : null;
  }

  private static Response toFeign(okhttp3.Response response, Request request, boolean streamed) {
    Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : response.headers().names()) {
      headers.put(name, List.copyOf(response.headers(name)));
    }
    // Feign reads a short body to its end, if it knows that it is short.
    long length = streamed ? -1 : response.body().contentLength();
    return Response.builder()
        .status(response.code())
        .reason(response.message())
        .headers(headers)
        .request(request)
        .body(
            response.body().byteStream(),
            length >= 0 && length <= Integer.MAX_VALUE ? (int) length : null)
        .build();
  }
}
