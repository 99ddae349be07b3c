package dev.ghbilling.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.AsyncTimeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests by OkHttp, each bound to end with the call's time. Feign's own adapter can't bind
 * a single call, and would build a transport anew to do so.
 */
final class OkHttpTransport implements Sender {
  private static final byte[] NOTHING = {};

  private final OkHttpClient http;

  OkHttpTransport(OkHttpClient http) {
    this.http = http;
  }

  @Override
  public ApiAnswer send(ApiRequest request) throws IOException {
    Call call = http.newCall(toOkHttp(request));
    CurrentCall current = CurrentCall.get();
    long left = current.timeLeft().toMillis();
    if (left == 0) {
      throw new InterruptedIOException("no time left to send it");
    }
    call.timeout().timeout(left, TimeUnit.MILLISECONDS);
    Response response = call.execute();
    if (current.streamed() && response.isSuccessful()) {
      unbind(call);
    }
    return answer(response, request);
  }

  /** The caller reads at leisure what has begun to arrive. */
  private static void unbind(Call call) {
    if (call.timeout() instanceof AsyncTimeout bound) {
      bound.exit();
    }
  }

  private static Request toOkHttp(ApiRequest request) {
    Request.Builder builder = new Request.Builder().url(request.url());
    request.headers().forEach(builder::addHeader);
    return builder.method(request.method(), body(request)).build();
  }

  private static @Nullable RequestBody body(ApiRequest request) {
    byte[] body = request.body();
    if (body != null) {
      return RequestBody.create(body, null);
    }
    return request.needsBody() ? RequestBody.create(NOTHING, null) : null;
  }

  private static ApiAnswer answer(Response response, ApiRequest request) {
    okhttp3.Headers headers = response.headers();
    return new ApiAnswer(
        request,
        response.code(),
        response.message(),
        HeaderFields.of(headers.size(), headers::name, headers::value),
        response.body().byteStream());
  }
}
