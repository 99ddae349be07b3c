package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp and Jackson. */
final class OkHttpByHand implements UsageClient {
  private final OkHttpClient http = new OkHttpClient();
  private final UsageAddress usage;
  private final String authorization;

  OkHttpByHand(UsageAddress usage, String token) {
    this.usage = usage;
    this.authorization = "Bearer " + token;
  }

  @Override
  public BigDecimal firstNetAmount(LocalDate day) throws IOException {
    try (Response response = http.newCall(request(usage.of(day), authorization)).execute()) {
      return HandWrittenReport.firstNetAmount(response.code(), response.body().byteStream());
    }
  }

  static Request request(String url, String authorization) {
    return new Request.Builder()
        .url(url)
        .header("Accept", UsageAddress.ACCEPT)
        .header(UsageAddress.VERSION_HEADER, UsageAddress.VERSION)
        .header("User-Agent", UsageAddress.AGENT)
        .header("Authorization", authorization)
        .build();
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
