package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.io.CloseMode;

/** Apache HttpComponents 5 and Jackson. */
final class HttpComponentsByHand implements UsageClient {
  /** Its default, 5 for each host, would make callers wait for each other. */
  private static final int CONNECTIONS = 64;

  private final CloseableHttpClient http =
      HttpClients.custom()
          .setConnectionManager(
              PoolingHttpClientConnectionManagerBuilder.create()
                  .setMaxConnPerRoute(CONNECTIONS)
                  .setMaxConnTotal(CONNECTIONS)
                  .build())
          .build();
  private final UsageAddress usage;
  private final String authorization;

  HttpComponentsByHand(UsageAddress usage, String token) {
    this.usage = usage;
    this.authorization = "Bearer " + token;
  }

  @Override
  public BigDecimal firstNetAmount(LocalDate day) throws IOException {
    return http.execute(
        request(usage.of(day), authorization),
        response ->
            HandWrittenReport.firstNetAmount(
                response.getCode(), response.getEntity().getContent()));
  }

  static HttpGet request(String url, String authorization) {
    HttpGet request = new HttpGet(url);
    request.setHeader("Accept", UsageAddress.ACCEPT);
    request.setHeader(UsageAddress.VERSION_HEADER, UsageAddress.VERSION);
    request.setHeader("User-Agent", UsageAddress.AGENT);
    request.setHeader("Authorization", authorization);
    return request;
  }

  @Override
  public void close() {
    http.close(CloseMode.IMMEDIATE);
  }
}
