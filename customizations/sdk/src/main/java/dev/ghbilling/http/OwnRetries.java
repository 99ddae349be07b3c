package dev.ghbilling.http;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Keeps OkHttp from sending a request again by itself, be it a change: it does so, whatever else it
 * was told, after a 503 with {@code Retry-After: 0}, which says no more than one without.
 */
final class OwnRetries implements Interceptor {
  private static final String LONGER_THAN_ANY_CALL = "999999999";

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    if (response.code() != 503) {
      return response;
    }
    String advice = response.header("Retry-After", "");
    if (advice.matches("0+")) {
      return response.newBuilder().removeHeader("Retry-After").build();
    }
    // OkHttp reads digits as an int, and lets the fault of a longer number out as it is.
    return advice.matches("[0-9]{10,}")
        ? response.newBuilder().header("Retry-After", LONGER_THAN_ANY_CALL).build()
        : response;
  }
}
