package dev.ghbilling.benchmarks;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.usage.UsageQuery;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.stream.Stream;

/** The SDK's public API, without its response cache: the other clients read every response. */
final class SdkClient implements UsageClient {
  private final GitHubBilling billing;

  SdkClient(URI baseUrl, String enterprise) {
    this.billing =
        GitHubBilling.builder()
            .baseUrl(baseUrl)
            .enterprise(enterprise)
            .token(TOKEN)
            .cachedResponses(0)
            .build();
  }

  @Override
  public BigDecimal firstNetAmount(LocalDate day) {
    return billing.usage().report(UsageQuery.day(day)).usageItems().get(0).netAmount();
  }

  /** Streams the usage items of a month. */
  Stream<UsageItem> items(YearMonth month) {
    return billing.usage().stream(UsageQuery.month(month));
  }

  /** Counts the committers of all pages. */
  long committers() {
    long committers = 0;
    for (var repository : billing.advancedSecurity().repositories()) {
      committers += repository.advancedSecurityCommittersBreakdown().size();
    }
    return committers;
  }

  @Override
  public void close() {
    billing.close();
  }
}
