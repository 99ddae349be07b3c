package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.LocalDate;

/** The oldest client of the JDK and Jackson. */
final class UrlConnectionByHand implements UsageClient {
  private final UsageAddress usage;
  private final String authorization;

  UrlConnectionByHand(UsageAddress usage, String token) {
    this.usage = usage;
    this.authorization = "Bearer " + token;
  }

  @Override
  public BigDecimal firstNetAmount(LocalDate day) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(usage.of(day)).toURL().openConnection();
    connection.setRequestProperty("Accept", UsageAddress.ACCEPT);
    connection.setRequestProperty(UsageAddress.VERSION_HEADER, UsageAddress.VERSION);
    connection.setRequestProperty("User-Agent", UsageAddress.AGENT);
    connection.setRequestProperty("Authorization", authorization);
    try (InputStream body = connection.getInputStream()) {
      return HandWrittenReport.firstNetAmount(connection.getResponseCode(), body);
    }
  }

  /** Its connections end with the JVM. */
  @Override
  public void close() {}
}
