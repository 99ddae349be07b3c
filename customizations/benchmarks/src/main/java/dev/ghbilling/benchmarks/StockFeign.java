package dev.ghbilling.benchmarks;

import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import stock.feign.ApiClient;
import stock.feign.api.UsageApi;
import stock.feign.model.UsageItem;

/** What openapi-generator gives for {@code feign} when nothing is configured. */
final class StockFeign implements UsageClient {
  private final UsageApi api;
  private final String enterprise;

  StockFeign(URI baseUrl, String enterprise, String token) {
    this.api = api(baseUrl, token);
    this.enterprise = enterprise;
  }

  /** All items of January 2025, of which the prepared server makes its first file. */
  static List<UsageItem> items(URI baseUrl, String enterprise, String token) {
    return api(baseUrl, token)
        .getUsageReport(
            enterprise,
            UsageAddress.ACCEPT,
            UsageAddress.VERSION,
            new UsageApi.GetUsageReportQueryParams().year(2025).month(1))
        .getUsageItems();
  }

  private static UsageApi api(URI baseUrl, String token) {
    ApiClient client = new ApiClient("token").setBasePath(baseUrl.toString());
    client.setBearerToken(token);
    return client.buildClient(UsageApi.class);
  }

  @Override
  public BigDecimal firstNetAmount(LocalDate day) {
    return api.getUsageReport(
            enterprise,
            UsageAddress.ACCEPT,
            UsageAddress.VERSION,
            new UsageApi.GetUsageReportQueryParams()
                .year(day.getYear())
                .month(day.getMonthValue())
                .day(day.getDayOfMonth()))
        .getUsageItems()
        .get(0)
        .getNetAmount();
  }

  /** Its transport is one for all, and ends with the JVM. */
  @Override
  public void close() {}
}
