package dev.ghbilling.benchmarks;

import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import stock.feign.ApiClient;
import stock.feign.api.UsageApi;

/** What openapi-generator gives for {@code feign} when nothing is configured. */
final class StockFeign implements UsageClient {
  private final UsageApi api;
  private final String enterprise;

  StockFeign(URI baseUrl, String enterprise, String token) {
    this.api = api(baseUrl, token);
    this.enterprise = enterprise;
  }

  static UsageApi api(URI baseUrl, String token) {
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
