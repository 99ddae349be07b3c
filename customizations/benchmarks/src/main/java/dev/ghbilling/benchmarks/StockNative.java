package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import stock.jdk.ApiClient;
import stock.jdk.ApiException;
import stock.jdk.api.UsageApi;
import stock.jdk.model.UsageItem;

/** What openapi-generator gives for {@code native} when nothing is configured but the token. */
final class StockNative implements UsageClient {
  private final UsageApi api;
  private final String enterprise;

  StockNative(URI baseUrl, String enterprise, String token) {
    this.api = api(baseUrl, token);
    this.enterprise = enterprise;
  }

  /** All items of January 2025, of which the prepared server makes its first file. */
  static List<UsageItem> items(URI baseUrl, String enterprise, String token) throws IOException {
    try {
      return api(baseUrl, token)
          .getUsageReport(
              enterprise,
              2025,
              1,
              null,
              null,
              null,
              UsageAddress.ACCEPT,
              UsageAddress.VERSION)
          .getUsageItems();
    } catch (ApiException e) {
      throw new IOException(e);
    }
  }

  private static UsageApi api(URI baseUrl, String token) {
    ApiClient client = new ApiClient();
    client.updateBaseUri(baseUrl.toString());
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
    return new UsageApi(client);
  }

  @Override
  public BigDecimal firstNetAmount(LocalDate day) throws IOException {
    try {
      return api.getUsageReport(
              enterprise,
              day.getYear(),
              day.getMonthValue(),
              day.getDayOfMonth(),
              null,
              null,
              UsageAddress.ACCEPT,
              UsageAddress.VERSION)
          .getUsageItems()
          .get(0)
          .getNetAmount();
    } catch (ApiException e) {
      throw new IOException(e);
    }
  }

  /** Its threads end with the JVM. */
  @Override
  public void close() {}
}
