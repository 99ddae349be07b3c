package dev.ghbilling.benchmarks;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.GitHubBillingBuilder;
import dev.ghbilling.usage.UsageQuery;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;

/** The SDK's public noun. */
final class SdkClient implements UsageClient {
  private final GitHubBilling billing;

  private SdkClient(GitHubBilling billing) {
    this.billing = billing;
  }

  static SdkClient asItIs(URI baseUrl, String enterprise, String token) {
    return new SdkClient(builder(baseUrl, enterprise, token).build());
  }

  static SdkClient withoutCache(URI baseUrl, String enterprise, String token) {
    return new SdkClient(builder(baseUrl, enterprise, token).cachedAnswers(0).build());
  }

  private static GitHubBillingBuilder builder(URI baseUrl, String enterprise, String token) {
    return GitHubBilling.builder().baseUrl(baseUrl).enterprise(enterprise).token(token);
  }

  @Override
  public BigDecimal firstNetAmount(LocalDate day) {
    return billing.usage().report(UsageQuery.day(day)).usageItems().get(0).netAmount();
  }

  @Override
  public void close() {
    billing.close();
  }
}
