package dev.ghbilling.benchmarks;

import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import stock.feign.ApiClient;
import stock.feign.api.UsageApi;

/** What openapi-generator makes for {@code feign} with its own templates. */
final class StockFeignClient implements UsageClient {
  private final UsageApi api;
  private final String enterprise;

  StockFeignClient(URI baseUrl, String enterprise) {
    ApiClient client = new ApiClient("token").setBasePath(baseUrl.toString());
    client.setBearerToken(TOKEN);
    this.api = client.buildClient(UsageApi.class);
    this.enterprise = enterprise;
  }

  @Override
  public BigDecimal firstNetAmount(LocalDate day) {
    return api.getUsageReport(
            enterprise,
            ACCEPT,
            VERSION,
            new UsageApi.GetUsageReportQueryParams()
                .year(day.getYear())
                .month(day.getMonthValue())
                .day(day.getDayOfMonth()))
        .getUsageItems()
        .get(0)
        .getNetAmount();
  }
}
