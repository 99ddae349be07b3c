package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;

/** The JDK's own client and Jackson. */
final class JdkByHand implements UsageClient {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final UsageAddress usage;
  private final String authorization;

  JdkByHand(UsageAddress usage, String token) {
    this.usage = usage;
    this.authorization = "Bearer " + token;
  }

  @Override
  public BigDecimal firstNetAmount(LocalDate day) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(usage.of(day)))
            .header("Accept", UsageAddress.ACCEPT)
            .header(UsageAddress.VERSION_HEADER, UsageAddress.VERSION)
            .header("User-Agent", UsageAddress.AGENT)
            .header("Authorization", authorization)
            .build();
    try {
      HttpResponse<InputStream> response =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        return HandWrittenReport.firstNetAmount(response.statusCode(), body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  /** Its threads end with the JVM: before JDK 21 there is no way to close it. */
  @Override
  public void close() {}
}
