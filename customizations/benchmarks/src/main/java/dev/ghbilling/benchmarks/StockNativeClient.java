package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import stock.jdk.ApiClient;
import stock.jdk.ApiException;
import stock.jdk.api.UsageApi;

/** What openapi-generator makes for {@code native}, the JDK's client, with its own templates. */
final class StockNativeClient implements UsageClient {
  private final UsageApi api;
  private final String enterprise;

  StockNativeClient(URI baseUrl, String enterprise) {
    ApiClient client = new ApiClient();
    client.updateBaseUri(baseUrl.toString());
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + TOKEN));
    this.api = new UsageApi(client);
    this.enterprise = enterprise;
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
              ACCEPT,
              VERSION)
          .getUsageItems()
          .get(0)
          .getNetAmount();
    } catch (ApiException e) {
      throw new IOException(e);
    }
  }
}
