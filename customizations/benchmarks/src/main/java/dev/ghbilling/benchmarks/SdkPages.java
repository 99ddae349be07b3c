package dev.ghbilling.benchmarks;

import dev.ghbilling.GitHubBilling;
import java.net.URI;

/** The SDK's public noun. */
final class SdkPages implements PageReader {
  private final GitHubBilling billing;

  SdkPages(URI baseUrl, String enterprise, String token) {
    this.billing =
        GitHubBilling.builder()
            .baseUrl(baseUrl)
            .enterprise(enterprise)
            .token(token)
            .cachedAnswers(0)
            .build();
  }

  @Override
  public long committers() {
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
